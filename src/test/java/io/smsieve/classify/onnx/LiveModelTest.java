package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Provider;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.onnx.RowsFailedException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Devices that fail, as nobody can make a real one fail on demand. */
class LiveModelTest {

  private static final ModelBundle TINY = ModelBundle.load(Path.of("model/bundles/tiny"));
  private static final TokenisedText ROW = new TokenisedText(new int[] {2, 9, 3}, 3, false);

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> runs = Collections.synchronizedList(new ArrayList<>());
  private final ClassifierListener listener =
      new ClassifierListener() {
        @Override
        public void providerChosen(Provider provider, String reason, boolean fallback) {
          heard.add(provider + " " + fallback + ": " + reason);
        }

        @Override
        public void planned(RunPlan plan, String reason) {
          heard.add(plan.tokenBudget() + " tokens: " + reason);
        }
      };

  @Test
  void shouldGoOnOnTheCpuWithTheSameRowsWhenTheDeviceIsLost() {
    try (LiveModel model = model(lost(), this::cpu)) {
      LiveModel.Result result = model.score(rows(5));

      assertThat(result.logits()).isDeepEqualTo(new float[5][2]);
      assertThat(result.identity().provider()).isEqualTo(Provider.CPU);
      assertThat(result.identity().profile()).isEqualTo("cpu-int8");
      assertThat(model.identity()).isEqualTo(result.identity());
      assertThat(heard)
          .containsExactly(
              "CUDA false: test",
              "12 tokens: by default",
              "CPU true: the GPU was lost: CUDA failure 700",
              "300 tokens: by default");
    }
  }

  @Test
  void shouldFailWhenTheDeviceIsLostAndNothingMayReplaceIt() {
    try (LiveModel model = model(lost(), null)) {
      assertThatThrownBy(() -> model.score(rows(5)))
          .isInstanceOf(ClassifierFailedException.class)
          .hasMessage("CUDA failure 700");
      assertThat(model.identity().provider()).isEqualTo(Provider.CUDA);
    }
  }

  @Test
  void shouldFailWhenWhatReplacedTheDeviceFailsToo() {
    try (LiveModel model = model(lost(), reason -> open(lost(), Provider.CPU, true))) {
      assertThatThrownBy(() -> model.score(rows(1))).isInstanceOf(ClassifierFailedException.class);
    }
  }

  @Test
  void shouldReplaceALostDeviceOnceWhenSeveralThreadsMeetIt() throws Exception {
    List<String> opened = Collections.synchronizedList(new ArrayList<>());
    Function<String, OpenModel> fallback =
        reason -> {
          opened.add(reason);
          return cpu(reason);
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (LiveModel model = model(lost(), fallback)) {
      List<Callable<LiveModel.Result>> calls = Collections.nCopies(16, () -> model.score(rows(3)));
      for (Future<LiveModel.Result> call : threads.invokeAll(calls)) {
        assertThat(call.get().logits()).isDeepEqualTo(new float[3][2]);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldKeepToASmallerBudgetAfterMemoryWasShort() {
    RowScorer small =
        rows -> {
          runs.add(rows.size());
          if (rows.size() > 2) {
            throw new RowsFailedException("out of memory", null, Kind.MEMORY);
          }
          return new float[2 * rows.size()];
        };
    try (LiveModel model = model(small, this::cpu)) {
      assertThat(model.score(rows(4)).logits()).isDeepEqualTo(new float[4][2]);
      assertThat(model.score(rows(4)).logits()).isDeepEqualTo(new float[4][2]);

      assertThat(runs).containsExactly(4, 2, 2, 2, 2);
      assertThat(model.plan().tokenBudget()).isEqualTo(6);
      assertThat(model.identity().provider()).isEqualTo(Provider.CUDA);
      assertThat(heard).endsWith("6 tokens: memory was too short for 12 tokens");
    }
  }

  @Test
  void shouldCloseWhatIsOpenOnce() {
    List<String> closed = new ArrayList<>();
    RowScorer scorer =
        new RowScorer() {
          @Override
          public float[] logits(List<TokenisedText> rows) {
            return new float[2 * rows.size()];
          }

          @Override
          public void close() {
            closed.add("session");
          }
        };
    LiveModel model = model(scorer, this::cpu);
    model.close();
    model.close();

    assertThat(closed).containsExactly("session");
    assertThatThrownBy(() -> model.score(rows(1)))
        .isInstanceOf(ClassifierFailedException.class)
        .hasMessage("the classifier is closed");
  }

  private LiveModel model(RowScorer scorer, Function<String, OpenModel> fallback) {
    return new LiveModel(
        TINY,
        open(scorer, Provider.CUDA, false),
        ROW,
        listener,
        open -> open.limits().asPlan(open.decision().provider()),
        fallback);
  }

  private OpenModel cpu(String reason) {
    OpenModel open = open(rows -> new float[2 * rows.size()], Provider.CPU, true);
    return new OpenModel(
        open.session(),
        new BatchLimits(300, 100),
        open.profile(),
        new ProviderDecision(Provider.CPU, reason, true));
  }

  private static OpenModel open(RowScorer scorer, Provider provider, boolean fallback) {
    return new OpenModel(
        scorer,
        new BatchLimits(12, 100),
        TINY.defaultProfile(provider).orElseThrow(),
        new ProviderDecision(provider, "test", fallback));
  }

  private static RowScorer lost() {
    return rows -> {
      throw new RowsFailedException("CUDA failure 700", null, Kind.DEVICE);
    };
  }

  private static TokenisedText[] rows(int count) {
    TokenisedText[] rows = new TokenisedText[count];
    Arrays.fill(rows, ROW);
    return rows;
  }
}
