package io.smsieve.cli;

import java.time.Duration;
import java.util.Locale;

/** How far something is and how long it will take, for people. */
final class TimeLeft {

  private final String unit;
  private final long before;
  private final long start = System.nanoTime();

  /**
   * Begins now.
   *
   * @param unit what is counted, in the plural
   * @param before how much was done already, by an earlier run
   */
  TimeLeft(String unit, long before) {
    this.unit = unit;
    this.before = before;
  }

  /** One line: done, of how many, how fast, and the time left at that speed. */
  String line(long done, long all) {
    // What an earlier run did took this one no time.
    return line(done, all, done - before, (System.nanoTime() - start) / 1e9);
  }

  private String line(long done, long all, long here, double seconds) {
    double rate = here / Math.max(seconds, 1e-3);
    String left =
        here == 0 ? "" : ", " + text(Duration.ofSeconds(Math.round((all - done) / rate))) + " left";
    return String.format(Locale.ROOT, "%,d of %,d %s, %,.0f/s%s", done, all, unit, rate, left);
  }

  /** A time in its two largest units. */
  static String text(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
