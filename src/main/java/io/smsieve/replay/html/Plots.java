package io.smsieve.replay.html;

import io.smsieve.evaluation.CalibrationGroup;
import io.smsieve.evaluation.CurvePoint;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.replay.PredictorReport;
import io.smsieve.replay.SliceReport;
import io.smsieve.replay.WindowReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The plots of a report. */
final class Plots {

  /** Colours that a plot tells apart. */
  static final int COLOURS = 6;

  private static final int SIDE = 380;
  private static final int WIDE = 820;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Plots() {}

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The curves of all models in one plot; empty where no model has one. */
  static String curves(List<PredictorReport> models) {
    if (models.stream().allMatch(each -> each.slices().get(0).curve().isEmpty())) {
      return "";
    }
    Canvas canvas =
        new Canvas(SIDE, SIDE, 0, 1, 0, 1, "Recall against false-positive rate")
            .horizontal("ham called spam", 5, Plots::percent)
            .vertical("spam called spam", 5, Plots::percent)
            .line("chance", 0, 0, 1, 1);
    for (int i = 0; i < models.size(); i++) {
      SliceReport all = models.get(i).slices().get(0);
      List<CurvePoint> curve = all.curve();
      if (!curve.isEmpty()) {
        double[] points = new double[2 * curve.size()];
        for (int p = 0; p < curve.size(); p++) {
          points[2 * p] = curve.get(p).falsePositiveRate();
          points[2 * p + 1] = curve.get(p).recall();
        }
        Figure recall = all.figure(FigureName.RECALL);
        Figure rate = all.figure(FigureName.FALSE_POSITIVE_RATE);
        canvas.path("curve c" + i % COLOURS, points);
        canvas.dot(
            "dot c" + i % COLOURS,
            rate.value(),
            recall.value(),
            4.5,
            "at its threshold " + models.get(i).threshold());
      }
    }
    return canvas.svg();
  }

  /** How often texts of similar score are spam. */
  static String calibration(PredictorReport model, int colour) {
    Canvas canvas =
        new Canvas(SIDE, SIDE, 0, 1, 0, 1, "Share of spam against mean score")
            .horizontal("mean score", 5, Plots::number)
            .vertical("share of spam", 5, Plots::percent)
            .line("chance", 0, 0, 1, 1);
    List<CalibrationGroup> groups = model.slices().get(0).calibration();
    long most = groups.stream().mapToLong(CalibrationGroup::n).max().orElse(1);
    for (CalibrationGroup group : groups) {
      if (group.n() > 0) {
        Figure share = group.shareOfSpam();
        double x = group.meanScore();
        canvas.line("whisker c" + colour % COLOURS, x, share.low(), x, share.high());
        canvas.dot(
            "dot c" + colour % COLOURS,
            x,
            share.value(),
            3 + 5 * Math.sqrt((double) group.n() / most),
            group.n() + " examples, " + percent(share.value()) + " spam");
      }
    }
    return canvas.svg();
  }

  /** Accuracy by time; empty where there is only one part. */
  static String windows(List<PredictorReport> models) {
    List<WindowReport> all =
        models.stream().flatMap(each -> each.slices().get(0).windows().stream()).toList();
    long from = all.stream().mapToLong(w -> w.from().toEpochMilli()).min().orElse(0);
    long to = all.stream().mapToLong(w -> w.from().toEpochMilli()).max().orElse(0);
    if (from == to) {
      return "";
    }
    Canvas canvas =
        new Canvas(WIDE, 260, from, to, 0, 1, "Accuracy by time")
            .horizontal("observedAt, UTC", 6, time -> DAY.format(Instant.ofEpochMilli((long) time)))
            .vertical("accuracy", 5, Plots::percent);
    for (int i = 0; i < models.size(); i++) {
      line(canvas, models.get(i).slices().get(0).windows(), "c" + i % COLOURS);
    }
    return canvas.svg();
  }

  private static void line(Canvas canvas, List<WindowReport> windows, String colour) {
    List<WindowReport> known =
        windows.stream().filter(w -> w.figures().get(FigureName.ACCURACY).defined()).toList();
    double[] points = new double[2 * known.size()];
    for (int i = 0; i < known.size(); i++) {
      Figure accuracy = known.get(i).figures().get(FigureName.ACCURACY);
      double x = known.get(i).from().toEpochMilli();
      points[2 * i] = x;
      points[2 * i + 1] = accuracy.value();
      canvas.line("whisker " + colour, x, accuracy.low(), x, accuracy.high());
      canvas.dot(
          "dot " + colour,
          x,
          accuracy.value(),
          3,
          known.get(i).from() + ": n " + accuracy.n() + ", " + percent(accuracy.value()));
    }
    if (points.length > 0) {
      canvas.path("curve " + colour, points);
    }
  }
}
