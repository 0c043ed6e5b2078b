package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows of like length come together, within the budget. */
class BatchPlanTest {

  @Test
  void shouldCutWherePaddingWouldExceedTheBudget() {
    assertThat(new BatchPlan(10, 100).batches(new int[] {2, 5, 3, 5}))
        .containsExactly(new int[] {1, 3}, new int[] {2, 0});
  }

  @Test
  void shouldLeaveALongRowAloneWhenItExceedsTheBudget() {
    assertThat(new BatchPlan(4, 100).batches(new int[] {9, 2, 2}))
        .containsExactly(new int[] {0}, new int[] {1, 2});
  }

  @Test
  void shouldHoldEveryRowOnceWhenLengthsAreRandom() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int[] lengths = random.ints(random.nextInt(300), 0, 128).toArray();
      List<Integer> seen = new ArrayList<>();
      for (int[] batch : new BatchPlan(512, 16).batches(lengths)) {
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
      assertThat(seen).hasSize((int) java.util.Arrays.stream(lengths).filter(n -> n > 0).count());
    }
  }
}
