package io.smsieve.cli.delivery;

import java.util.Arrays;

/** How long messages took from being made to being read, committed. Written by one thread. */
final class LatencyLog {

  private static final int AT_FIRST = 1_024;

  private long[] millis = new long[AT_FIRST];
  private int size;

  synchronized void add(long taken) {
    if (size == millis.length) {
      millis = Arrays.copyOf(millis, 2 * size);
    }
    // Both clocks are this machine's, but a clock may be set back.
    millis[size++] = Math.max(0, taken);
  }

  /** What it came to; all 0 when nothing was seen. */
  synchronized Latency summary() {
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return new Latency(size, quantile(sorted, 0.5), quantile(sorted, 0.99), quantile(sorted, 1));
  }

  private static long quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /**
   * In milliseconds.
   *
   * @param messages how many were seen
   * @param p50 what half of them did not exceed
   * @param p99 what 99 of 100 did not exceed
   * @param longest what none exceeded
   */
  record Latency(int messages, long p50, long p99, long longest) {}
}
