package io.smsieve.cli.up;

import java.util.OptionalDouble;

/**
 * When each message is due.
 *
 * @param rate messages per second; empty: each is due at once
 */
record Pace(OptionalDouble rate) {

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Nanoseconds from the first message until the one of this number is due.
   *
   * @param index from 0
   */
  long nanosUntil(long index) {
    return rate.isEmpty() ? 0 : (long) (index * NANOS_PER_SECOND / rate.getAsDouble());
  }
}
