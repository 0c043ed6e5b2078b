package io.smsieve.cli.up;

import io.smsieve.cli.accuracy.FigureText;
import io.smsieve.record.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Draws a frame as lines. */
final class Screen {

  private static final int TEXT_CHARACTERS = 120;

  private final boolean showText;
  private final Ansi ansi;

  /**
   * A screen.
   *
   * @param showText whether the last verdicts are shown with their text
   * @param ansi whether in colour
   */
  Screen(boolean showText, Ansi ansi) {
    this.showText = showText;
    this.ansi = ansi;
  }

  /** The lines of a frame; the same number for as many verdicts. */
  List<String> lines(Frame frame) {
    Snapshot s = frame.snapshot();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(bold("Smsieve") + "  " + model(s) + "  up " + clock(frame.uptime().toSeconds()));
    lines.add("");
    lines.add(
        format(
            "  messages   %,d sent   %,d waiting   %.1f labelled a second",
            s.sent(), s.lag(), frame.rate()));
    lines.add(
        format(
            "  outcome    %,d spam   %,d ham   %,d dead letters",
            s.spam(), s.ham(), s.deadLetters()));
    lines.add(
        format("  latency    p50 %,d ms   p99 %,d ms, received to labelled", s.p50(), s.p99()));
    lines.addAll(standing(frame.standing()));
    lines.add("");
    s.recent().forEach(verdict -> lines.add(verdict(verdict)));
    lines.add("");
    lines.add("  " + places(frame.place()));
    lines.add("  Ctrl-C stops everything.");
    return lines;
  }

  private List<String> standing(Standing standing) {
    List<String> lines = new ArrayList<>();
    if (standing.rows().isEmpty()) {
      lines.add("  accuracy   no labelled example is counted yet");
      return lines;
    }
    lines.add(row("  accuracy", "of the model, on examples", "always ham", "always spam"));
    for (Standing.Row row : standing.rows()) {
      lines.add(
          row(
              "     " + row.window(),
              FigureText.shareOf(row.model()),
              FigureText.share(row.hamOnly()),
              FigureText.share(row.spamOnly())));
    }
    return lines;
  }

  private String row(String window, String model, String hamOnly, String spamOnly) {
    return format("%-13s%-34s", window, model)
        + ansi.string(format("@|faint %-24s%s|@", hamOnly, spamOnly));
  }

  private static String model(Snapshot s) {
    return s.last().map(last -> model(last.predictor())).orElse("waiting for the first verdict");
  }

  private static String model(Predictor p) {
    return p.getName()
        + " "
        + p.getVersion()
        + " ("
        + p.getProfile()
        + ", "
        + p.getProvider()
        + ")";
  }

  private String verdict(Outcome.Labelled verdict) {
    String label = verdict.spam() ? colour("red", "spam") : colour("green", "ham ");
    boolean right = verdict.spam() == verdict.sample().spam();
    String line = "  " + label + format(" %.2f ", verdict.spamProbability());
    line += right ? "  " : colour("yellow", "✗ ");
    return showText ? line + visible(verdict.sample().text()) : line;
  }

  private static String places(Frame.Place place) {
    return place.http()
        + "   broker "
        + place.endpoints().bootstrapServers()
        + "   data "
        + place.endpoints().data();
  }

  /** One line without anything that a terminal could take for a command. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .limit(TEXT_CHARACTERS)
        .forEach(c -> visible.appendCodePoint(isPrintable(c) ? c : ' '));
    return visible.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String clock(long seconds) {
    return format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private String bold(String text) {
    return ansi.string("@|bold " + text + "|@");
  }

  private String colour(String name, String text) {
    return ansi.string("@|" + name + " " + text + "|@");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
