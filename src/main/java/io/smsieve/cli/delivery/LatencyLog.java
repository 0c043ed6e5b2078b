package io.smsieve.cli.delivery;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long messages took from being made to being read, committed. Written by one thread. */
final class LatencyLog {

  private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final Histogram millis = new Histogram(LONGEST_MILLIS, 4);

  synchronized void add(long taken) {
    // Both clocks are this machine's, but a clock may be set back.
    millis.recordValue(Math.max(0, Math.min(LONGEST_MILLIS, taken)));
  }

  /** What it came to; all 0 when nothing was seen. */
  synchronized Latency summary() {
    return new Latency(
        Math.toIntExact(millis.getTotalCount()),
        millis.getValueAtPercentile(50),
        millis.getValueAtPercentile(99),
        millis.getMaxValue());
  }

  /**
   * In milliseconds, to four digits.
   *
   * @param messages how many were seen
   * @param p50 what half of them did not exceed
   * @param p99 what 99 of 100 did not exceed
   * @param longest what none exceeded
   */
  record Latency(int messages, long p50, long p99, long longest) {}
}
