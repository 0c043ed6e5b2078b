package io.smsieve.cli;

import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Predictors;
import io.smsieve.replay.ExampleReport;
import io.smsieve.replay.PairReport;
import io.smsieve.replay.PredictorReport;
import io.smsieve.replay.RecordCounts;
import io.smsieve.replay.Report;
import io.smsieve.replay.SliceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports as plain text for people. */
final class ReportTable {

  private static final int NAMED = 20;
  private static final String ROW = "  %-28s %7s %7s %6s %7s %6s %6s  %-22s %-9s %-9s %-9s %-7s";

  private final List<String> lines = new ArrayList<>();

  private ReportTable() {}

  /** The lines of a report: predictors with their slices, then pairs. */
  static List<String> lines(Report report) {
    ReportTable table = new ReportTable();
    table.records(report.records());
    report.predictors().forEach(table::predictor);
    report.pairs().forEach(table::pair);
    return table.lines;
  }

  private void add(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments).stripTrailing());
  }

  private void records(RecordCounts records) {
    add(
        "%,d read: %,d counted, %,d replaced an earlier one, %,d repeated one, %,d took one back",
        records.read(),
        records.counted(),
        records.replaced(),
        records.repeated(),
        records.withdrawn());
    records
        .refused()
        .forEach((reason, count) -> add("%,d were no example: %s", count, reason.name()));
  }

  private void predictor(PredictorReport predictor) {
    add("");
    add(
        predictor.baseline() ? "%s" : "%s, spam from %s on",
        Predictors.text(predictor.predictor()),
        predictor.threshold());
    add(
        ROW,
        "slice",
        "n",
        "TP",
        "FP",
        "TN",
        "FN",
        "none",
        "accuracy (95%)",
        "precision",
        "recall",
        "FPR",
        "Matthews");
    for (SliceReport slice : predictor.slices()) {
      Confusion counts = slice.confusion();
      add(
          ROW,
          cut(slice.slice()),
          number(slice.n()),
          number(counts.truePositives()),
          number(counts.falsePositives()),
          number(counts.trueNegatives()),
          number(counts.falseNegatives()),
          number(slice.abstained()),
          interval(slice.figure(FigureName.ACCURACY)),
          share(slice.figure(FigureName.PRECISION)),
          share(slice.figure(FigureName.RECALL)),
          share(slice.figure(FigureName.FALSE_POSITIVE_RATE)),
          plain(slice.figure(FigureName.MATTHEWS)));
    }
    unlabelled(predictor);
    errors(predictor);
  }

  private void unlabelled(PredictorReport predictor) {
    long waiting = predictor.slices().get(0).unlabelled();
    if (waiting > 0) {
      add("  %,d examples wait for their label", waiting);
    }
  }

  private void errors(PredictorReport predictor) {
    if (predictor.errors() != null) {
      add("  %,d called what they are not:", predictor.errors().size());
      predictor.errors().forEach(this::example);
    }
  }

  private void pair(PairReport pair) {
    add("");
    add("%s", Predictors.text(pair.first()));
    add("  against %s", Predictors.text(pair.second()));
    add(
        "  n %,d: both right %,d, only the first %,d, only the second %,d, neither %,d",
        pair.n(),
        pair.bothRight(),
        pair.onlyFirstRight(),
        pair.onlySecondRight(),
        pair.neitherRight());
    if (pair.notScored() > 0) {
      add("  %,d more without a score of both", pair.notScored());
    }
    add(
        "  accuracy of the second less that of the first: %s; McNemar's exact test: p = %s",
        interval(pair.difference()), pValue(pair.pValue()));
    pair.differing().stream().limit(NAMED).forEach(this::example);
    if (pair.differing().size() > NAMED) {
      add("    and %,d more, which --json names", pair.differing().size() - NAMED);
    }
  }

  private void example(ExampleReport example) {
    StringBuilder scores = new StringBuilder();
    example.scores().forEach(score -> scores.append(String.format(Locale.ROOT, " %.3f", score)));
    add(
        "    %s is %s, scored%s%s",
        SafeText.of(example.id()),
        example.spam() ? "spam" : "ham",
        scores,
        example.text() == null ? "" : "  " + SafeText.of(example.text()));
  }

  private static String cut(String slice) {
    String safe = SafeText.of(slice);
    return safe.length() <= 28 ? safe : safe.substring(0, 27) + "…";
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String share(Figure figure) {
    return figure.defined() ? percent(figure.value()) + "%" : "-";
  }

  private static String plain(Figure figure) {
    return figure.defined() ? String.format(Locale.ROOT, "%.3f", figure.value()) : "-";
  }

  static String interval(Figure figure) {
    return figure.defined()
        ? percent(figure.value())
            + "% ("
            + percent(figure.low())
            + " to "
            + percent(figure.high())
            + ")"
        : "- (" + figure.reason() + ")";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  static String pValue(double value) {
    return value < 0.001 ? "less than 0.001" : String.format(Locale.ROOT, "%.3f", value);
  }
}
