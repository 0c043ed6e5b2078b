package io.smsieve.cli.accuracy;

import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.live.AccuracyAnswer;
import io.smsieve.evaluation.live.AccuracyAnswer.PredictorName;
import io.smsieve.evaluation.live.AccuracyAnswer.Series;
import io.smsieve.evaluation.live.AccuracyAnswer.Window;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A figure over time in plain characters: one line a window, from 0 to 1. */
final class Chart {

  private static final int WIDTH = 51;
  private static final int MOST_LINES = 30;
  private static final String LONGEST = "365d";
  private static final Map<String, Duration> STEPS = new LinkedHashMap<>();

  static {
    for (int minutes : new int[] {1, 5, 15}) {
      STEPS.put(minutes + "m", Duration.ofMinutes(minutes));
    }
    for (int hours : new int[] {1, 6}) {
      STEPS.put(hours + "h", Duration.ofHours(hours));
    }
    for (int days : new int[] {1, 7, 30}) {
      STEPS.put(days + "d", Duration.ofDays(days));
    }
  }

  private final PrintWriter out;
  private final FigureName figure;

  Chart(PrintWriter out, FigureName figure) {
    this.out = out;
    this.figure = figure;
  }

  /** The shortest step that divides a range into a screenful of windows at most. */
  static String step(Duration range) {
    return STEPS.entrySet().stream()
        .filter(step -> range.dividedBy(step.getValue()) <= MOST_LINES)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(LONGEST);
  }

  /** One chart for each predictor and slice, the baselines marked in it. */
  void print(AccuracyAnswer answer) {
    for (Series series : answer.series()) {
      if (!series.baseline() && !series.windows().isEmpty()) {
        print(answer, series);
      }
    }
  }

  private void print(AccuracyAnswer answer, Series series) {
    PredictorName name = series.predictor();
    out.printf(
        "%n%s of %s %s %s %s, %s: # its value, [ ] the interval, h ham-only, s spam-only%n",
        figure.json(),
        name.name(),
        name.version(),
        name.profile(),
        name.provider(),
        series.slice());
    out.printf(
        "%-17s %8s  %-20s 0%%%" + (WIDTH / 2 - 1) + "s%" + (WIDTH / 2) + "s%n",
        "from (UTC)",
        "examples",
        "",
        "50%",
        "100%");
    for (Window window : series.windows()) {
      Figure found = window.figures().get(figure.json());
      out.printf(
          Locale.ROOT,
          "%-17s %,8d  %-20s |%s|%s%n",
          time(window.from()),
          window.n(),
          found.defined() ? FigureText.share(found) : found.reason(),
          bar(
              found,
              baseline(answer, series.slice(), "ham-only", window.from()),
              baseline(answer, series.slice(), "spam-only", window.from())),
          window.complete() ? "" : " goes on");
    }
  }

  private static String time(Instant from) {
    return from.toString().substring(0, 16).replace('T', ' ');
  }

  private Figure baseline(AccuracyAnswer answer, String slice, String name, Instant from) {
    return answer.series().stream()
        .filter(each -> each.baseline() && each.predictor().name().equals(name))
        .filter(each -> each.slice().equals(slice))
        .flatMap(each -> each.windows().stream())
        .filter(window -> window.from().equals(from))
        .map(window -> window.figures().get(figure.json()))
        .filter(Figure::defined)
        .findFirst()
        .orElse(null);
  }

  /** What stands later hides what stands before it at the same place. */
  static String bar(Figure figure, Figure hamOnly, Figure spamOnly) {
    char[] bar = new char[WIDTH];
    Arrays.fill(bar, ' ');
    if (figure.defined()) {
      int low = place(figure.low());
      int high = place(figure.high());
      Arrays.fill(bar, low, high + 1, '-');
      bar[low] = '[';
      bar[high] = ']';
    }
    mark(bar, hamOnly, 'h');
    mark(bar, spamOnly, 's');
    mark(bar, figure.defined() ? figure : null, '#');
    return new String(bar);
  }

  private static void mark(char[] bar, Figure figure, char sign) {
    if (figure != null) {
      bar[place(figure.value())] = sign;
    }
  }

  private static int place(double share) {
    return (int) Math.round(share * (WIDTH - 1));
  }
}
