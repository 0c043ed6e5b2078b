package io.smsieve.classify.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which rows are run together: rows of like length, within a budget of tokens with padding. */
final class BatchPlan {

  private final int tokenBudget;
  private final int maxRows;

  BatchPlan(int tokenBudget, int maxRows) {
    this.tokenBudget = tokenBudget;
    this.maxRows = maxRows;
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
      int longest = lengths[position(order[from])];
      int rows = Math.max(1, Math.min(maxRows, tokenBudget / longest));
      int to = Math.min(order.length, from + rows);
      int[] batch = new int[to - from];
      for (int i = from; i < to; i++) {
        batch[i - from] = position(order[i]);
      }
      batches.add(batch);
      from = to;
    }
    return batches;
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

  private static int position(long packed) {
    return (int) packed;
  }
}
