package io.smsieve.cli.up;

import java.util.ArrayDeque;
import java.util.Deque;

/** Events per second over the last few seconds, from a count that only grows. */
final class RateMeter {

  private static final long WINDOW_NANOS = 5_000_000_000L;

  private final Deque<long[]> points = new ArrayDeque<>();

  /**
   * Notes a count.
   *
   * @param nanos when it was taken, by {@link System#nanoTime()}; not before the last call's
   * @return the rate by now; 0 with the first
   */
  double at(long nanos, long count) {
    points.addLast(new long[] {nanos, count});
    while (points.size() > 2 && nanos - points.getFirst()[0] > WINDOW_NANOS) {
      points.removeFirst();
    }
    long[] first = points.getFirst();
    return nanos == first[0] ? 0 : (count - first[1]) * 1e9 / (nanos - first[0]);
  }
}
