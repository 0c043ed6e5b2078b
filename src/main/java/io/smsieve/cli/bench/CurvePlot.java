package io.smsieve.cli.bench;

import java.util.Arrays;
import java.util.Locale;

/** A curve, with both axes from 0. */
final class CurvePlot {

  private static final int LEFT = 60;
  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;

  private final String xName;
  private final String yName;
  private final double[] x;
  private final double[] y;

  /** A plot of as many x as y. */
  CurvePlot(String xName, String yName, double[] x, double[] y) {
    this.xName = xName;
    this.yName = yName;
    this.x = x.clone();
    this.y = y.clone();
  }

  /** As one element. */
  String svg() {
    double right = Math.max(1, Arrays.stream(x).max().orElse(1));
    double top = Math.max(1, 1.1 * Arrays.stream(y).max().orElse(1));
    StringBuilder svg = new StringBuilder();
    svg.append(form("<svg viewBox='0 0 %d %d' role=img>", LEFT + WIDTH + 20, HEIGHT + 50));
    svg.append(form("<line class=grid x1='%d' x2='%d' y1='0' y2='%d'/>", LEFT, LEFT, HEIGHT));
    svg.append(
        form("<line class=grid x1='%d' x2='%d' y1='%3$d' y2='%3$d'/>", LEFT, LEFT + WIDTH, HEIGHT));
    svg.append(form("<text x='0' y='12'>%.0f</text>", top));
    svg.append(form("<text x='%d' y='12'>%s</text>", LEFT + 6, BenchPage.escaped(yName)));
    svg.append(
        form(
            "<text x='%d' y='%d'>%s, to %,.0f</text>",
            LEFT, HEIGHT + 20, BenchPage.escaped(xName), right));
    svg.append("<polyline class=curve points='");
    for (int i = 0; i < x.length; i++) {
      svg.append(form("%.1f,%.1f ", LEFT + WIDTH * x[i] / right, HEIGHT - HEIGHT * y[i] / top));
    }
    return svg.append("'/></svg>").toString();
  }

  private static String form(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
