package io.smsieve.cli.accuracy;

import io.smsieve.evaluation.Figure;
import java.util.Locale;

/** Figures for people. */
public final class FigureText {

  /** In place of a figure that is not defined. */
  static final String UNDEFINED = "-";

  private FigureText() {}

  /** A share: {@code 97.2% (96.0 to 98.1)}. */
  public static String share(Figure figure) {
    return figure.defined()
        ? format(
            "%.1f%% (%.1f to %.1f)", 100 * figure.value(), 100 * figure.low(), 100 * figure.high())
        : UNDEFINED;
  }

  /** A share with what it rests on: {@code 97.2% (96.0 to 98.1, n = 1,000)}. */
  public static String shareOf(Figure figure) {
    return figure.defined()
        ? format(
            "%.1f%% (%.1f to %.1f, n = %,d)",
            100 * figure.value(), 100 * figure.low(), 100 * figure.high(), figure.n())
        : UNDEFINED;
  }

  /** A figure that is no share: {@code 0.913 (0.870 to 0.942)}. */
  static String number(Figure figure) {
    return figure.defined()
        ? format("%.3f (%.3f to %.3f)", figure.value(), figure.low(), figure.high())
        : UNDEFINED;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
