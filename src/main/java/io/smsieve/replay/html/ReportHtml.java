package io.smsieve.replay.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Predictors;
import io.smsieve.replay.ExampleReport;
import io.smsieve.replay.Origin;
import io.smsieve.replay.PairReport;
import io.smsieve.replay.PredictorReport;
import io.smsieve.replay.RecordCounts;
import io.smsieve.replay.Report;
import io.smsieve.replay.SliceReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reports as one HTML file, which loads nothing and runs nothing. */
public final class ReportHtml {

  private static final List<FigureName> OF_SCORES =
      List.of(FigureName.AREA, FigureName.BRIER, FigureName.CALIBRATION);
  private static final List<FigureName> OF_VERDICTS =
      Arrays.stream(FigureName.values()).filter(name -> !OF_SCORES.contains(name)).toList();

  private final Report report;
  private final List<PredictorReport> models;
  private final StringBuilder html = new StringBuilder();

  private ReportHtml(Report report) {
    this.report = report;
    this.models = report.predictors().stream().filter(each -> !each.baseline()).toList();
  }

  /**
   * Writes a report.
   *
   * @param out left open
   */
  public static void write(Report report, Origin origin, Instant createdAt, Writer out)
      throws IOException {
    ReportHtml page = new ReportHtml(report);
    page.head(origin, createdAt);
    page.overview();
    page.pairs();
    page.plots();
    page.slices();
    page.errors();
    page.add("</main></body></html>");
    out.write(page.html.toString());
    out.flush();
  }

  private void add(String format, Object... arguments) {
    html.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    html.append('\n');
  }

  private void head(Origin origin, Instant createdAt) {
    String title = Escaped.of("Smsieve: " + origin.text());
    add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    // Nothing is loaded and nothing runs, whatever stands in an example.
    add(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'\">");
    add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    add("<title>" + title + "</title><style>");
    add(style());
    add("</style></head><body><main><h1>" + title + "</h1>");
    RecordCounts records = report.records();
    add(
        "<p>%,d records: %,d examples, %,d replaced an earlier one, %,d repeated one, %,d took one"
            + " back, %,d were no example. Made %s.</p>",
        records.read(),
        records.counted(),
        records.replaced(),
        records.repeated(),
        records.withdrawn(),
        records.refused().values().stream().mapToLong(Long::longValue).sum(),
        createdAt.truncatedTo(ChronoUnit.SECONDS));
    if (origin.partitions() != null) {
      StringBuilder ranges = new StringBuilder();
      origin
          .partitions()
          .forEach(
              range ->
                  ranges.append(
                      String.format(
                          " partition %d: %d to %d;",
                          range.partition(), range.from(), range.to())));
      add("<p>Offsets, ends excluded:" + ranges + "</p>");
    }
  }

  private static String style() {
    try (InputStream in = ReportHtml.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the style sheet of reports cannot be read", unreadable);
    }
  }

  private void overview() {
    add("<h2>All examples</h2><p>Figures with their 95% intervals.</p>");
    tableOfCounts("predictor");
    for (PredictorReport each : report.predictors()) {
      add("<tr><th scope=\"row\">%s</th>", label(each));
      row(each.slices().get(0));
    }
    add("</tbody></table></div><p>Of the scores, whatever the threshold:</p>");
    add("<div class=\"wide\"><table class=\"figures\"><thead><tr><th>predictor</th>");
    OF_SCORES.forEach(name -> add("<th>%s</th>", Cells.name(name)));
    add("</tr></thead><tbody>");
    for (PredictorReport each : models) {
      add("<tr><th scope=\"row\">%s</th>", label(each));
      SliceReport all = each.slices().get(0);
      OF_SCORES.forEach(name -> add(Cells.figure(name, all.figure(name))));
      add("</tr>");
    }
    add("</tbody></table></div>");
  }

  private void tableOfCounts(String what) {
    add("<div class=\"wide\"><table class=\"figures\"><thead><tr><th>%s</th>", what);
    add(Cells.COUNTS);
    OF_VERDICTS.forEach(name -> add("<th>%s</th>", Cells.name(name)));
    add("</tr></thead><tbody>");
  }

  private void row(SliceReport slice) {
    Confusion counts = slice.confusion();
    add(Cells.number(slice.n()));
    add(Cells.number(counts.truePositives()) + Cells.number(counts.falsePositives()));
    add(Cells.number(counts.trueNegatives()) + Cells.number(counts.falseNegatives()));
    add(Cells.number(slice.abstained()));
    OF_VERDICTS.forEach(name -> add(Cells.figure(name, slice.figure(name))));
    add("</tr>");
  }

  /** The name with the colour that plots have for it. */
  private String label(PredictorReport predictor) {
    int model = models.indexOf(predictor);
    String name = Escaped.of(Predictors.text(predictor.predictor()));
    return model < 0 ? name : "<span class=\"key c" + model % Plots.COLOURS + "\"></span>" + name;
  }

  private static String name(ModelIdentity model) {
    return Escaped.of(Predictors.text(model));
  }

  private void pairs() {
    if (report.pairs().isEmpty()) {
      return;
    }
    add(
        "<h2>Pairs</h2><p>On the examples that both have scored: McNemar&#39;s exact test, and"
            + " the");
    add("second&#39;s accuracy less the first&#39;s (Newcombe 1998, method 10).</p>");
    for (PairReport pair : report.pairs()) {
      add("<h3>%s <small>and</small> %s</h3>", name(pair.first()), name(pair.second()));
      add("<div class=\"wide\"><table class=\"figures\"><thead><tr><th>n</th><th>both right</th>");
      add("<th>only the first</th><th>only the second</th><th>neither</th><th>not scored</th>");
      add("<th>difference of accuracy</th><th>p</th></tr></thead><tbody><tr>");
      add(Cells.number(pair.n()) + Cells.number(pair.bothRight()));
      add(Cells.number(pair.onlyFirstRight()) + Cells.number(pair.onlySecondRight()));
      add(Cells.number(pair.neitherRight()) + Cells.number(pair.notScored()));
      add(Cells.figure(FigureName.ACCURACY, pair.difference()));
      add("<td class=\"num\">%s</td></tr></tbody></table></div>", Cells.pValue(pair.pValue()));
      examples("Examples on which they differ", pair.differing(), "first, second");
    }
  }

  private void examples(String title, List<ExampleReport> examples, String scores) {
    add("<details><summary>%s: %,d</summary>", title, examples.size());
    add("<div class=\"wide\"><table><thead><tr><th>id</th><th>label</th><th>%s</th>", scores);
    boolean texts = examples.stream().anyMatch(each -> each.text() != null);
    add(texts ? "<th>text</th></tr></thead><tbody>" : "</tr></thead><tbody>");
    for (ExampleReport each : examples) {
      StringBuilder all = new StringBuilder();
      each.scores().forEach(score -> all.append(String.format(Locale.ROOT, "%.3f ", score)));
      add("<tr>" + Cells.text(each.id()) + Cells.text(each.spam() ? "spam" : "ham"));
      add("<td class=\"num\">" + all.toString().strip() + "</td>");
      add((texts ? Cells.text(each.text() == null ? "" : each.text()) : "") + "</tr>");
    }
    add("</tbody></table></div></details>");
  }

  private void plots() {
    String curves = Plots.curves(models);
    if (!curves.isEmpty()) {
      add("<h2>Curve</h2><p>A dot marks each threshold. " + legend() + "</p>" + curves);
    }
    add("<h2>Calibration</h2><p>Of texts of similar score, how many are spam: the nearer to the");
    add("diagonal, the better a score can be read as a probability. Larger dots stand for more");
    add("examples.</p><div class=\"plots\">");
    for (int i = 0; i < models.size(); i++) {
      add("<figure>" + Plots.calibration(models.get(i), i));
      add("<figcaption>%s</figcaption></figure>", label(models.get(i)));
    }
    add("</div>");
    String windows = Plots.windows(models);
    if (!windows.isEmpty()) {
      add("<h2>By time</h2><p>" + legend() + "</p>" + windows);
    }
  }

  private String legend() {
    StringBuilder legend = new StringBuilder();
    models.forEach(each -> legend.append(label(each)).append(" &nbsp; "));
    return legend.toString();
  }

  private void slices() {
    add("<h2>Slices</h2>");
    for (PredictorReport each : report.predictors()) {
      add("<details%s><summary>%s</summary>", each.baseline() ? "" : " open", label(each));
      tableOfCounts("slice");
      for (SliceReport slice : each.slices()) {
        add("<tr><th scope=\"row\">%s</th>", Escaped.of(slice.slice()));
        row(slice);
      }
      add("</tbody></table></div></details>");
    }
  }

  private void errors() {
    if (models.stream().allMatch(each -> each.errors() == null)) {
      return;
    }
    add("<h2>Called what they are not</h2>");
    for (PredictorReport each : models) {
      examples(label(each), each.errors(), "score");
    }
  }
}
