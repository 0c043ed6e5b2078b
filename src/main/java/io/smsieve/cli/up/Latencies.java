package io.smsieve.cli.up;

import java.util.Arrays;

/** The most recent latencies in milliseconds. Not thread-safe. */
final class Latencies {

  static final int KEPT = 1024;

  private final long[] recent = new long[KEPT];
  private long count;

  void add(long millis) {
    // Both clocks are this machine's, but a clock may be set back.
    recent[(int) (count++ % KEPT)] = Math.max(0, millis);
  }

  /**
   * The smallest latency that a share of the recent ones does not exceed.
   *
   * @param share above 0, at most 1
   * @return milliseconds; 0 when there is none yet
   */
  long quantile(double share) {
    int n = (int) Math.min(count, KEPT);
    if (n == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(recent, n);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * n) - 1];
  }
}
