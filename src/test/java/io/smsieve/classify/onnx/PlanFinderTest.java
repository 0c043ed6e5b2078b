package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Provider;
import io.smsieve.classify.RunPlan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanFinderTest {

  private static final ModelBundle TINY = ModelBundle.load(Path.of("model/bundles/tiny"));

  private long now;

  @Test
  void shouldTakeTheSmallestBudgetThatIsAsGoodAsTheBest() throws Exception {
    // 0.2 ms a run and 1 ms a row: 8 rows are within 2% of 32, 4 are not.
    RunPlan plan = find(1_024, 200_000, 1_000_000, false);

    assertThat(plan.tokenBudget()).isEqualTo(256);
    assertThat(plan.tokensPerSecond()).isEqualTo(31_219);
    assertThat(plan.sliceTokens()).isEqualTo(15_609);
  }

  @Test
  void shouldTakeLargeRunsWhenARunCostsMuch() throws Exception {
    assertThat(find(1_024, 10_000_000, 100_000, false).tokenBudget()).isEqualTo(1_024);
  }

  @Test
  void shouldTakeNoMoreThanMemoryAllows() throws Exception {
    assertThat(find(600, 10_000_000, 100_000, false).tokenBudget()).isEqualTo(512);
    assertThat(find(100, 10_000_000, 100_000, false).tokenBudget()).isEqualTo(100);
  }

  @Test
  void shouldKeepToABudgetThatWasSet() throws Exception {
    assertThat(find(777, 10_000_000, 100_000, true).tokenBudget()).isEqualTo(777);
  }

  private RunPlan find(int most, long nanosOfRun, long nanosOfRow, boolean pinned)
      throws RowsFailedException {
    RowScorer scorer =
        rows -> {
          now += nanosOfRun + nanosOfRow * rows.size();
          return new float[2 * rows.size()];
        };
    OpenModel model =
        new OpenModel(
            scorer,
            new BatchLimits(most, 64),
            TINY.defaultProfile(Provider.CPU).orElseThrow(),
            new ProviderDecision(Provider.CPU, "test", false));
    return new PlanFinder(TINY.limits(), () -> now).find(model, pinned);
  }
}
