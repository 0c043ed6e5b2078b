package io.smsieve.replay;

import java.time.Duration;
import java.util.Optional;

/**
 * What a report holds.
 *
 * @param maxSliceValues values of one dimension that are kept apart, from 1
 * @param step length of the parts by time, whole hours; empty for none
 * @param errors whether the examples are named that a model called what they are not
 * @param texts whether named examples have their text
 */
public record ReportOptions(
    int maxSliceValues, Optional<Duration> step, boolean errors, boolean texts) {

  /** As many as the live evaluation keeps apart by default. */
  public static final int MAX_SLICE_VALUES = 50;

  /** The usual ones: no parts by time, no names but those of differing examples, no texts. */
  public static final ReportOptions DEFAULTS =
      new ReportOptions(MAX_SLICE_VALUES, Optional.empty(), false, false);

  /**
   * Checks the step.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public ReportOptions {
    if (step.isPresent()
        && (step.get().isZero()
            || step.get().isNegative()
            || step.get().toMillis() % Duration.ofHours(1).toMillis() != 0)) {
      throw new IllegalArgumentException("expected a step of whole hours, found " + step.get());
    }
  }
}
