package io.smsieve.replay.html;

import java.util.Locale;
import java.util.function.DoubleFunction;

/** A plot under construction: two linear axes and what is drawn between them. */
final class Canvas {

  private static final int LEFT = 58;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;

  private final int width;
  private final int height;
  private final double fromX;
  private final double toX;
  private final double fromY;
  private final double toY;
  private final StringBuilder svg = new StringBuilder();

  /**
   * An empty plot.
   *
   * @param width in pixels, axes included
   * @param label what it shows, for those who cannot see it
   */
  Canvas(int width, int height, double fromX, double toX, double fromY, double toY, String label) {
    this.width = width;
    this.height = height;
    this.fromX = fromX;
    this.toX = toX;
    this.fromY = fromY;
    this.toY = toY;
    add(
        "<svg viewBox=\"0 0 %d %d\" style=\"max-width:%dpx\" role=\"img\" aria-label=\"%s\">",
        width, height, width, Escaped.of(label));
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private double x(double value) {
    return LEFT + (value - fromX) / (toX - fromX) * (width - LEFT - RIGHT);
  }

  private double y(double value) {
    return height - BOTTOM - (value - fromY) / (toY - fromY) * (height - TOP - BOTTOM);
  }

  /** Grid, numbers and name of the horizontal axis. */
  Canvas horizontal(String name, int parts, DoubleFunction<String> number) {
    for (int i = 0; i <= parts; i++) {
      double value = fromX + (toX - fromX) * i / parts;
      grid(x(value), TOP, x(value), height - BOTTOM);
      String anchor = i == parts ? "end" : "middle";
      add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
          x(value) + (i == parts ? RIGHT : 0),
          height - BOTTOM + 16,
          anchor,
          Escaped.of(number.apply(value)));
    }
    add(
        "<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + width - RIGHT) / 2.0, height - 8, Escaped.of(name));
    return this;
  }

  /** Grid, numbers and name of the vertical axis. */
  Canvas vertical(String name, int parts, DoubleFunction<String> number) {
    for (int i = 0; i <= parts; i++) {
      double value = fromY + (toY - fromY) * i / parts;
      grid(LEFT, y(value), width - RIGHT, y(value));
      add(
          "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, y(value) + 4, Escaped.of(number.apply(value)));
    }
    double middle = (TOP + height - BOTTOM) / 2.0;
    add(
        "<text class=\"axis\" transform=\"translate(13 %.1f) rotate(-90)\""
            + " text-anchor=\"middle\">%s</text>",
        middle, Escaped.of(name));
    return this;
  }

  private void grid(double x1, double y1, double x2, double y2) {
    add("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
  }

  /** A straight line of a class of the style sheet. */
  Canvas line(String style, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style, x(x1), y(y1), x(x2), y(y2));
    return this;
  }

  /** A line through points, which come as x and y in turn. */
  Canvas path(String style, double... points) {
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      places.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(points[i]), y(points[i + 1])));
    }
    add("<polyline class=\"%s\" points=\"%s\"/>", style, places.toString().strip());
    return this;
  }

  /**
   * A dot.
   *
   * @param radius in pixels
   * @param tip what is shown to who points at it
   */
  Canvas dot(String style, double x, double y, double radius, String tip) {
    add(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
        style, x(x), y(y), radius, Escaped.of(tip));
    return this;
  }

  /** The finished plot. */
  String svg() {
    return svg + "</svg>\n";
  }
}
