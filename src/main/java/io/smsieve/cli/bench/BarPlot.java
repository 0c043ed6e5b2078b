package io.smsieve.cli.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Bars of medians on a logarithmic axis, each with a line from the least to the most. */
final class BarPlot {

  private static final int LEFT = 210;
  private static final int WIDTH = 640;
  private static final int ROW = 26;

  private final Map<String, double[]> values;
  private final double low;
  private final double high;

  /** A plot; all values are above 0. */
  BarPlot(Map<String, double[]> values) {
    this.values = values;
    double[] all = values.values().stream().flatMapToDouble(Arrays::stream).toArray();
    this.low = Math.floor(Math.log10(Arrays.stream(all).min().orElse(1)));
    this.high = Math.max(low + 1, Math.ceil(Math.log10(Arrays.stream(all).max().orElse(10))));
  }

  /** As one element. */
  String svg() {
    int height = ROW * (values.size() + 1);
    StringBuilder svg = new StringBuilder();
    svg.append(String.format("<svg viewBox='0 0 %d %d' role=img>", LEFT + WIDTH + 90, height + 10));
    for (int power = (int) low; power <= high; power++) {
      double x = x(Math.pow(10, power));
      svg.append(form("<line class=grid x1='%1$.1f' x2='%1$.1f' y1='0' y2='%2$d'/>", x, height));
      svg.append(form("<text x='%.1f' y='%d'>%,.0f</text>", x + 3, height, Math.pow(10, power)));
    }
    int row = 0;
    for (Map.Entry<String, double[]> bar : values.entrySet()) {
      append(svg, bar.getKey(), bar.getValue(), ROW * row++);
    }
    return svg.append("</svg>").toString();
  }

  private void append(StringBuilder svg, String name, double[] rates, int top) {
    double median = Ratio.median(rates);
    double least = x(Arrays.stream(rates).min().orElse(median));
    double most = x(Arrays.stream(rates).max().orElse(median));
    int middle = top + ROW / 2;
    svg.append(form("<text x='0' y='%d'>%s</text>", middle + 4, BenchPage.escaped(name)));
    svg.append(
        form(
            "<rect class=bar x='%d' y='%d' width='%.1f' height='%d'/>",
            LEFT, top + 4, Math.max(1, x(median) - LEFT), ROW - 8));
    svg.append(
        form("<line class=line x1='%.1f' x2='%.1f' y1='%3$d' y2='%3$d'/>", least, most, middle));
    svg.append(form("<text x='%.1f' y='%d'>%,.0f</text>", most + 6, middle + 4, median));
  }

  private double x(double value) {
    return LEFT + WIDTH * (Math.log10(value) - low) / (high - low);
  }

  private static String form(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
