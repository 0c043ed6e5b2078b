package io.smsieve.cli;

import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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

  /**
   * The pace of an option: a number above 0, with or without {@code /s}; null: as fast as possible.
   *
   * @throws ParameterException when it is something else
   */
  static Pace of(String rate, CommandLine command) {
    if (rate == null) {
      return new Pace(Double.POSITIVE_INFINITY);
    }
    String number = rate.replaceFirst("/s$", "");
    if (!number.matches("[0-9]{1,9}(\\.[0-9]{1,6})?") || Double.parseDouble(number) == 0) {
      throw new ParameterException(
          command, "expected a rate such as 100 or 100/s above 0, found " + rate);
    }
    return new Pace(Double.parseDouble(number));
  }

  /**
   * How many steps to take together so that they stay spread: those of a second.
   *
   * @param most at most so many, from 1
   */
  int batch(int most) {
    return (int) Math.max(1, Math.min(most, perSecond));
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
