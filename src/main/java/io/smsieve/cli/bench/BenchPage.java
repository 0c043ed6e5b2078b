package io.smsieve.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run of the bench as a page of its own: nothing is loaded from elsewhere. */
final class BenchPage {

  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1b1f24}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;"
          + "text-align:left;vertical-align:top}svg{width:100%;height:auto}svg text{font:12px"
          + " system-ui,sans-serif;fill:#1b1f24}.bar{fill:#3b6ea5}.line{stroke:#1b1f24}.grid{stroke:"
          + "#d7dbe0}.curve{fill:none;stroke:#3b6ea5;stroke-width:2}";

  private final Report report;
  private final StringBuilder html = new StringBuilder();

  private BenchPage(Report report) {
    this.report = report;
  }

  /** The page, complete. */
  static String of(Report report) {
    return new BenchPage(report).write();
  }

  private String write() {
    html.append("<!DOCTYPE html><html lang=en><meta charset=utf-8><title>smsieve bench</title>");
    html.append("<style>").append(STYLE).append("</style><h1>smsieve bench</h1>");
    html.append("<h2>Messages a second</h2><p>Median of the rounds, with the least and the most;")
        .append(" the axis is logarithmic.</p>")
        .append(new BarPlot(report.rates()).svg());
    ratios();
    latency();
    report.soak().forEach(this::soak);
    facts("Machine", report.machine());
    facts("Model", report.model());
    facts("Texts", report.corpus());
    rounds();
    return html.append("</html>\n").toString();
  }

  private void ratios() {
    html.append("<h2>Ratios of rates</h2>");
    head("ratio", "median of the rounds", "95% interval");
    report.ratios().forEach((name, ratio) -> row(name, three(ratio.median()), interval(ratio)));
    html.append("</table>");
  }

  private static String interval(Ratio ratio) {
    return Double.isFinite(ratio.high())
        ? three(ratio.low()) + " to " + three(ratio.high())
        : "none: one round";
  }

  private void latency() {
    if (report.latency().isEmpty()) {
      return;
    }
    html.append("<h2>Latency, ms</h2><p>From when a message was due until its committed outcome")
        .append(" was read.</p>");
    head("what", "load", "messages/s", "commit interval", "p50", "p90", "p99", "most", "slice p99");
    for (OpenLoop.Latency each : report.latency()) {
      row(
          each.step(),
          Math.round(100 * each.load()) + "%",
          one(each.rate()),
          each.commitMillis() + " ms",
          one(each.p50()),
          one(each.p90()),
          one(each.p99()),
          one(each.max()),
          one(each.sliceP99()));
    }
    html.append("</table>");
  }

  private void soak(Soak.Result soak) {
    double[] x = soak.points().stream().mapToDouble(Soak.Point::committed).toArray();
    double[] y =
        soak.points().stream().mapToDouble(point -> point.residentBytes() / 1048576.0).toArray();
    html.append("<h2>Memory</h2><p>").append(escaped(soak.toString())).append("</p>");
    html.append(new CurvePlot("messages", "resident memory, MiB", x, y).svg());
  }

  private void facts(String title, Map<String, Object> facts) {
    html.append("<h2>").append(title).append("</h2><table>");
    facts.forEach((name, value) -> row(name, String.valueOf(value)));
    html.append("</table>");
  }

  private void rounds() {
    html.append("<h2>Every round</h2>");
    head("step", "round", "messages", "seconds", "messages/s", "processor seconds");
    for (Sample sample : report.rounds()) {
      row(
          sample.step(),
          "" + sample.round(),
          "" + sample.messages(),
          three(sample.seconds()),
          one(sample.rate()),
          three(sample.processorSeconds()));
    }
    html.append("</table>");
  }

  private void head(String... names) {
    html.append("<table><tr>");
    Arrays.stream(names).forEach(name -> html.append("<th>").append(escaped(name)));
  }

  private void row(String... cells) {
    html.append("<tr>");
    List.of(cells).forEach(cell -> html.append("<td>").append(escaped(cell)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
