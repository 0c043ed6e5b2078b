package io.smsieve.classify.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which rows are run together, within a budget of tokens with padding: rows of exactly equal length
 * where a row's logits must not depend on its batch, else rows of like length.
 */
final class BatchPlan {

  private final BatchLimits limits;
  private final boolean equalLengths;

  /**
   * A plan.
   *
   * @param equalLengths whether rows of different lengths are kept apart, so that none is padded
   */
  BatchPlan(BatchLimits limits, boolean equalLengths) {
    this.limits = limits;
    this.equalLengths = equalLengths;
  }

  /**
   * Cuts rows into batches, the longest rows first, so that what is left over is short.
   *
   * @param lengths ids of each row; 0 for a row that is left out
   * @return positions in {@code lengths}, batch by batch; a row longer than the budget is alone
   */
  List<int[]> batches(int[] lengths) {
    long[] order = longestFirst(lengths);
    List<int[]> batches = new ArrayList<>();
    int from = 0;
    while (from < order.length) {
      int to = end(order, from);
      int[] batch = new int[to - from];
      for (int i = from; i < to; i++) {
        batch[i - from] = position(order[i]);
      }
      batches.add(batch);
      from = to;
    }
    return batches;
  }

  private int end(long[] order, int from) {
    int longest = length(order[from]);
    int rows = Math.max(1, Math.min(limits.maxRows(), limits.tokenBudget() / longest));
    int most = Math.min(order.length, from + rows);
    if (!equalLengths) {
      return most;
    }
    int to = from + 1;
    while (to < most && length(order[to]) == longest) {
      to++;
    }
    return to;
  }

  /** Length and position packed into one number, so that sorting needs no objects. */
  private static long[] longestFirst(int[] lengths) {
    long[] order = new long[lengths.length];
    int used = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] > 0) {
        order[used++] = (long) -lengths[i] << Integer.SIZE | i;
      }
    }
    Arrays.sort(order, 0, used);
    return Arrays.copyOf(order, used);
  }

  private static int length(long packed) {
    return (int) -(packed >> Integer.SIZE);
  }

  private static int position(long packed) {
    return (int) packed;
  }
}
