package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.onnx.RowsFailedException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows are scored batch by batch, and a bad one harms only itself. */
class BatchRunnerTest {

  private static final int BAD = 666;
  private static final int NO_NUMBER = 667;
  private static final TokenisedText PROBE = row(1, 2);

  private final List<Integer> runs = new ArrayList<>();

  @Test
  void shouldReturnLogitsInOrderWhenBatchesAreSortedByLength() throws Exception {
    TokenisedText[] rows = {row(5), row(1, 2, 3, 4), null, row(7, 8)};

    float[][] logits =
        new BatchRunner(this::sumOfIds, 1, PROBE, rows)
            .run(new BatchPlan(new BatchLimits(8, 10), false));

    assertThat(logits[0]).containsExactly(5);
    assertThat(logits[1]).containsExactly(10);
    assertThat(logits[2]).isNull();
    assertThat(logits[3]).containsExactly(15);
  }

  @Test
  void shouldLeaveOutOnlyTheBadRowWhenABatchFails() throws Exception {
    TokenisedText[] rows = {row(1), row(2), row(BAD), row(4), row(5), row(6), row(7)};

    float[][] logits =
        new BatchRunner(this::sumOfIds, 1, PROBE, rows)
            .run(new BatchPlan(new BatchLimits(100, 100), false));

    assertThat(logits[2]).isNull();
    for (int i : new int[] {0, 1, 3, 4, 5, 6}) {
      assertThat(logits[i]).containsExactly(i + 1);
    }
  }

  @Test
  void shouldLeaveOutOnlyTheRowWhoseLogitIsNoNumber() throws Exception {
    TokenisedText[] rows = {row(1), row(NO_NUMBER), row(3)};

    float[][] logits =
        new BatchRunner(this::sumOfIds, 1, PROBE, rows)
            .run(new BatchPlan(new BatchLimits(100, 100), false));

    assertThat(logits[0]).containsExactly(1);
    assertThat(logits[1]).isNull();
    assertThat(logits[2]).containsExactly(3);
  }

  @Test
  void shouldBlameTheSystemWhenTheProbeFailsToo() throws Exception {
    RowScorer broken =
        rows -> {
          throw new RowsFailedException("broken", null, Kind.ROWS);
        };

    assertThatThrownBy(
            () ->
                new BatchRunner(broken, 1, PROBE, new TokenisedText[] {row(1), row(2)})
                    .run(new BatchPlan(new BatchLimits(100, 100), false)))
        .isInstanceOf(ClassifierFailedException.class)
        .hasMessage("broken");
  }

  @Test
  void shouldBlameNoRowForAFailureThatHasPassed() throws Exception {
    RowScorer recovering =
        rows -> {
          runs.add(rows.size());
          if (runs.size() < 3) {
            throw new RowsFailedException("not now", null, Kind.ROWS);
          }
          return sumOfIds(rows);
        };

    float[][] logits =
        new BatchRunner(recovering, 1, PROBE, new TokenisedText[] {row(5), row(6)})
            .run(new BatchPlan(new BatchLimits(100, 100), false));

    assertThat(logits[0]).containsExactly(5);
    assertThat(logits[1]).containsExactly(6);
  }

  @Test
  void shouldNotHalveWhenTheSystemFails() throws Exception {
    RowScorer lost =
        rows -> {
          runs.add(rows.size());
          throw new RowsFailedException("device lost", null, Kind.DEVICE);
        };

    assertThatThrownBy(
            () ->
                new BatchRunner(lost, 1, PROBE, new TokenisedText[] {row(1), row(2)})
                    .run(new BatchPlan(new BatchLimits(100, 100), false)))
        .isInstanceOf(RowsFailedException.class);
    assertThat(runs).containsExactly(2);
  }

  @Test
  void shouldCountPaddingWhenRowsDifferInLength() throws Exception {
    BatchRunner runner =
        new BatchRunner(this::sumOfIds, 1, PROBE, new TokenisedText[] {row(1), row(1, 2, 3)});
    runner.run(new BatchPlan(new BatchLimits(100, 100), false));

    assertThat(runner.runs()).isEqualTo(1);
    assertThat(runner.tokens()).isEqualTo(4);
    assertThat(runner.paddedTokens()).isEqualTo(6);
  }

  @Test
  void shouldHalveWhenMemoryIsShortAndNotTryAsMuchAgain() throws Exception {
    RowScorer small =
        rows -> {
          runs.add(rows.size());
          if (rows.size() > 3) {
            throw new RowsFailedException("out of memory", null, Kind.MEMORY);
          }
          return sumOfIds(rows);
        };
    TokenisedText[] rows = new TokenisedText[16];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i);
    }
    BatchRunner runner = new BatchRunner(small, 1, PROBE, rows);
    float[][] logits = runner.run(new BatchPlan(new BatchLimits(8, 8), false));

    for (int i = 0; i < rows.length; i++) {
      assertThat(logits[i]).containsExactly(i);
    }
    assertThat(runs).containsExactly(8, 4, 2, 2, 2, 2, 2, 2, 2, 2);
    assertThat(runner.mostTokens()).isEqualTo(2);
  }

  @Test
  void shouldFailWhenMemoryIsTooShortForOneRow() {
    RowScorer none =
        rows -> {
          throw new RowsFailedException("out of memory", null, Kind.MEMORY);
        };
    assertThatThrownBy(
            () ->
                new BatchRunner(none, 1, PROBE, new TokenisedText[] {row(1), row(2)})
                    .run(new BatchPlan(new BatchLimits(100, 100), false)))
        .isInstanceOf(RowsFailedException.class)
        .hasMessage("out of memory");
  }

  /** The same rows, counts and harm as one after another. */
  @Test
  void shouldLeaveOutOnlyTheBadRowsWhenBatchesRunSideBySide() throws Exception {
    RowScorer four =
        new RowScorer() {
          @Override
          public float[] logits(List<TokenisedText> rows) throws RowsFailedException {
            return sumOfIds(rows);
          }

          @Override
          public int runsAtOnce() {
            return 4;
          }
        };
    TokenisedText[] rows = new TokenisedText[1_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, i);
    }
    BatchRunner runner = new BatchRunner(four, 1, PROBE, rows);
    float[][] logits = runner.run(new BatchPlan(new BatchLimits(8, 8), true));

    for (int i = 0; i < rows.length; i++) {
      boolean bad = i == BAD || i == NO_NUMBER;
      assertThat(logits[i]).isEqualTo(bad ? null : new float[] {2 * i});
    }
    // A row that fails is never counted; one whose logit is no number was run.
    assertThat(runner.tokens()).isEqualTo(2L * (rows.length - 1));
    assertThat(runner.paddedTokens()).isEqualTo(runner.tokens());
  }

  private float[] sumOfIds(List<TokenisedText> rows) throws RowsFailedException {
    float[] sums = new float[rows.size()];
    for (int i = 0; i < sums.length; i++) {
      for (int id : rows.get(i).ids()) {
        if (id == BAD) {
          throw new RowsFailedException("bad id", null, Kind.ROWS);
        }
        sums[i] += id == NO_NUMBER ? Float.NaN : id;
      }
    }
    return sums;
  }

  private static TokenisedText row(int... ids) {
    return new TokenisedText(ids, ids.length, false);
  }
}
