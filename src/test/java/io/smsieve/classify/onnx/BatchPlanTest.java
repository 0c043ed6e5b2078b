package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows of like length come together, within the budget. */
class BatchPlanTest {

  @Test
  void shouldCutWherePaddingWouldExceedTheBudget() {
    assertThat(padded(10, 100).batches(new int[] {2, 5, 3, 5}))
        .containsExactly(new int[] {1, 3}, new int[] {2, 0});
  }

  @Test
  void shouldLeaveALongRowAloneWhenItExceedsTheBudget() {
    assertThat(padded(4, 100).batches(new int[] {9, 2, 2}))
        .containsExactly(new int[] {0}, new int[] {1, 2});
  }

  @Test
  void shouldHoldEveryRowOnceWhenLengthsAreRandom() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int[] lengths = random.ints(random.nextInt(300), 0, 128).toArray();
      List<Integer> seen = new ArrayList<>();
      for (int[] batch : padded(512, 16).batches(lengths)) {
        int longest = 0;
        for (int row : batch) {
          seen.add(row);
          longest = Math.max(longest, lengths[row]);
        }
        assertThat(batch.length).isLessThanOrEqualTo(16);
        assertThat(batch.length == 1 || batch.length * longest <= 512).isTrue();
      }
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(seen).allMatch(row -> lengths[row] > 0);
      assertThat(seen).hasSize((int) Arrays.stream(lengths).filter(n -> n > 0).count());
    }
  }

  @Test
  void shouldKeepLengthsApartWhenTheyHaveToBeEqual() {
    assertThat(equal(10, 100).batches(new int[] {2, 5, 3, 5, 2}))
        .containsExactly(new int[] {1, 3}, new int[] {2}, new int[] {0, 4});
  }

  @Test
  void shouldFillBatchesOfEqualLengthUpToTheBudgetWhenLengthsAreRandom() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      int[] lengths = random.ints(random.nextInt(300), 0, 20).toArray();
      Map<Integer, Integer> batches = new HashMap<>();
      int rows = 0;
      for (int[] batch : equal(64, 6).batches(lengths)) {
        int length = lengths[batch[0]];
        rows += batch.length;
        batches.merge(length, 1, Integer::sum);
        assertThat(Arrays.stream(batch).allMatch(row -> lengths[row] == length)).isTrue();
        assertThat(batch.length).isLessThanOrEqualTo(Math.max(1, Math.min(6, 64 / length)));
      }
      assertThat(rows).isEqualTo((int) Arrays.stream(lengths).filter(n -> n > 0).count());
      batches.forEach(
          (length, count) -> {
            int all = (int) Arrays.stream(lengths).filter(n -> n == length).count();
            int full = Math.max(1, Math.min(6, 64 / length));
            assertThat(count).isEqualTo((all + full - 1) / full);
          });
    }
  }

  private static BatchPlan padded(int tokenBudget, int maxRows) {
    return new BatchPlan(new BatchLimits(tokenBudget, maxRows), false);
  }

  private static BatchPlan equal(int tokenBudget, int maxRows) {
    return new BatchPlan(new BatchLimits(tokenBudget, maxRows), true);
  }
}
