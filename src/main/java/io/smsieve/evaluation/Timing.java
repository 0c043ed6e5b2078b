package io.smsieve.evaluation;

import java.time.Duration;

/**
 * Which windows an example belongs to, by its record alone: what came before and after it, and when
 * it is read, make no difference.
 *
 * @param maxLateness how long after it was seen an example may be written
 * @param maxFuture how long before it was seen, as clocks differ
 * @param minutes how long after it was seen an example is counted in minutes as well
 */
public record Timing(Duration maxLateness, Duration maxFuture, Duration minutes) {

  /** When an example counts, and how. */
  public enum Place {
    /** In minutes and hours. */
    MINUTES,
    /** In hours. */
    HOURS,
    /** Not, since it is late. */
    LATE,
    /** Not, since it lies in the future. */
    FUTURE
  }

  /**
   * Where an example belongs.
   *
   * @param observedAt when it was seen, in milliseconds since 1970
   * @param writtenAt timestamp of its record, in milliseconds since 1970
   */
  public Place place(long observedAt, long writtenAt) {
    if (observedAt < 0 || observedAt < writtenAt - maxLateness.toMillis()) {
      return Place.LATE;
    }
    if (observedAt - maxFuture.toMillis() > writtenAt) {
      return Place.FUTURE;
    }
    return observedAt >= writtenAt - minutes.toMillis() ? Place.MINUTES : Place.HOURS;
  }
}
