package io.smsieve.cli;

import java.util.concurrent.locks.LockSupport;

/** Spreads steps evenly over time. */
final class Pace {

  private final double perSecond;
  private long start;
  private long steps;

  /**
   * A pace.
   *
   * @param perSecond steps a second; infinite: as fast as possible
   */
  Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits until the next step is due. After a delay it catches up. */
  void await() {
    if (perSecond == Double.POSITIVE_INFINITY) {
      return;
    }
    if (steps == 0) {
      // Not before: what was prepared until now would be made up for by a burst.
      start = System.nanoTime();
    }
    long due = start + (long) (steps++ * 1e9 / perSecond);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
