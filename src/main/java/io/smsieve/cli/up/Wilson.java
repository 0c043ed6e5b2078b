package io.smsieve.cli.up;

import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.Intervals;
import java.util.Locale;

/**
 * A share with Wilson's score interval at 95%.
 *
 * @param share from 0 to 1; NaN when n is 0
 * @param low end of the interval, from 0
 * @param high end of the interval, to 1
 * @param n how many it was counted over
 */
record Wilson(double share, double low, double high, long n) {

  /**
   * The share of hits.
   *
   * @param hits from 0 to n
   * @param n from 0
   */
  static Wilson of(long hits, long n) {
    Figure figure = Intervals.share(hits, n, "none yet");
    return figure.defined()
        ? new Wilson(figure.value(), figure.low(), figure.high(), n)
        : new Wilson(Double.NaN, 0, 1, 0);
  }

  /** For people: {@code 97.2% (96.1 to 98.0, n = 1,234)}. */
  @Override
  public String toString() {
    return n == 0
        ? "none yet"
        : String.format(
            Locale.ROOT, "%.1f%% (%.1f to %.1f, n = %,d)", 100 * share, 100 * low, 100 * high, n);
  }
}
