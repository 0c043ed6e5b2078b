package io.smsieve.stream;

import java.time.Duration;

/**
 * How much is looked at and scored at once. What a slice costs is bounded by its work as well.
 *
 * @param rows records made ready at once at most
 * @param bytes bytes of values made ready at once at most; a single record may exceed it
 * @param time how long a slice may take; kept by what slices took before
 */
public record SliceBounds(int rows, long bytes, Duration time) {

  /** Checks the ranges. */
  public SliceBounds {
    if (rows < 1 || bytes < 1 || time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "expected rows, bytes and time of a slice above 0, found "
              + rows
              + ", "
              + bytes
              + " and "
              + time);
    }
  }
}
