package io.smsieve.replay.html;

import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import java.util.Locale;

/** Cells of tables. */
final class Cells {

  /** Heads of the columns of counts. */
  static final String COUNTS =
      "<th>n</th><th title=\"spam called spam\">TP</th><th title=\"ham called spam\">FP</th>"
          + "<th title=\"ham called ham\">TN</th><th title=\"spam called ham\">FN</th>"
          + "<th title=\"labelled, but no score\">none</th>";

  private Cells() {}

  static String pValue(double value) {
    return value < 0.001 ? "&lt; 0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  static String text(String text) {
    return "<td>" + Escaped.of(text) + "</td>";
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "<td class=\"num\">%,d</td>", count);
  }

  /** Value and interval; where it is undefined, the reason for who points at the dash. */
  static String figure(FigureName name, Figure figure) {
    if (!figure.defined()) {
      return "<td class=\"num\" title=\"" + Escaped.of(figure.reason()) + "\">–</td>";
    }
    boolean share = isShare(name);
    return "<td class=\"num\" title=\"n "
        + figure.n()
        + "\">"
        + value(figure.value(), share)
        + " <span class=\"ci\">"
        + value(figure.low(), share)
        + " to "
        + value(figure.high(), share)
        + "</span></td>";
  }

  static String value(double value, boolean share) {
    return share
        ? String.format(Locale.ROOT, "%.1f%%", 100 * value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  private static boolean isShare(FigureName name) {
    return switch (name) {
      case ACCURACY, BALANCED_ACCURACY, PRECISION, RECALL, F1, FALSE_POSITIVE_RATE -> true;
      case MATTHEWS, AREA, BRIER, CALIBRATION -> false;
    };
  }

  /** How a table calls a figure. */
  static String name(FigureName name) {
    return switch (name) {
      case ACCURACY -> "accuracy";
      case BALANCED_ACCURACY -> "balanced";
      case PRECISION -> "precision";
      case RECALL -> "recall";
      case F1 -> "F1";
      case FALSE_POSITIVE_RATE -> "FP rate";
      case MATTHEWS -> "Matthews";
      case AREA -> "area under the curve";
      case BRIER -> "Brier score";
      case CALIBRATION -> "calibration error";
    };
  }
}
