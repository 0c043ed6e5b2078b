package io.smsieve.evaluation.live;

import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A question about the windows.
 *
 * @param predictor part of what names a predictor; empty for all
 * @param slices which slices; {@link #EVERY} for all there are
 * @param from first instant, moved down to the beginning of its window
 * @param to end, excluded, moved up to the end of its window
 * @param step length of the parts that are answered; empty for the whole as one
 * @param threshold from which a score is spam; empty for each predictor's own
 * @param part which examples
 * @param detail whether curve and calibration are wanted
 * @param figures which figures are wanted
 * @param baselines whether the two that need no model are answered for beside the others
 */
public record AccuracyQuery(
    Optional<String> predictor,
    List<String> slices,
    Instant from,
    Instant to,
    Optional<Duration> step,
    OptionalDouble threshold,
    Counts.Part part,
    boolean detail,
    Set<FigureName> figures,
    boolean baselines) {

  /** In place of a slice: all there are. */
  public static final String EVERY = "*";

  private static final int MAX_STEPS = 10_000;

  /** With all figures, and the baselines. */
  public AccuracyQuery(
      Optional<String> predictor,
      List<String> slices,
      Instant from,
      Instant to,
      Optional<Duration> step,
      OptionalDouble threshold,
      Counts.Part part,
      boolean detail) {
    this(
        predictor,
        slices,
        from,
        to,
        step,
        threshold,
        part,
        detail,
        EnumSet.allOf(FigureName.class),
        true);
  }

  /**
   * Checks the question.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public AccuracyQuery {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("expected from before to, found " + from + " and " + to);
    }
    slices = List.copyOf(slices);
    figures = Collections.unmodifiableSet(EnumSet.copyOf(figures));
    if (step.isPresent()) {
      check(step.get(), from, to);
    }
    if (threshold.isPresent() && !(threshold.getAsDouble() >= 0 && threshold.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "expected a threshold from 0 to 1, found " + threshold.getAsDouble());
    }
  }

  private static void check(Duration step, Instant from, Instant to) {
    long millis = step.toMillis();
    if (millis < Resolution.MINUTE.millis() || millis % Resolution.MINUTE.millis() != 0) {
      throw new IllegalArgumentException("expected a step of whole minutes, found " + step);
    }
    if (Duration.between(from, to).toMillis() / millis > MAX_STEPS) {
      throw new IllegalArgumentException(
          "expected at most " + MAX_STEPS + " steps, found more: take a longer step");
    }
  }

  /**
   * Which windows answer it: minutes where they are still there and the step asks for them, else
   * hours.
   *
   * @param oldestMinute before it there are only windows of an hour
   */
  public Resolution resolution(Instant oldestMinute) {
    long millis = step.map(Duration::toMillis).orElse(Resolution.MINUTE.millis());
    boolean wholeHours = millis % Resolution.HOUR.millis() == 0;
    return from.isBefore(oldestMinute) || wholeHours ? Resolution.HOUR : Resolution.MINUTE;
  }
}
