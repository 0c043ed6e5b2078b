package io.smsieve.cli.accuracy;

import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.live.AccuracyAnswer;
import io.smsieve.evaluation.live.AccuracyAnswer.Series;
import io.smsieve.evaluation.live.AccuracyAnswer.Window;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Figures of a range as text: one table a slice, a figure a line, a predictor a column. */
final class Table {

  private static final Set<FigureName> NO_SHARES =
      EnumSet.of(FigureName.MATTHEWS, FigureName.AREA, FigureName.BRIER, FigureName.CALIBRATION);

  private final PrintWriter out;

  Table(PrintWriter out) {
    this.out = out;
  }

  void print(AccuracyAnswer answer) {
    out.printf(
        "%s to %s, %s%n",
        answer.from(),
        answer.to(),
        answer.asOf() == null
            ? "up to when all is counted is not known"
            : "all counted up to " + answer.asOf() + (answer.complete() ? "" : ", which goes on"));
    Map<String, List<Series>> bySlice =
        answer.series().stream()
            .filter(series -> !series.windows().isEmpty())
            .collect(Collectors.groupingBy(Series::slice, LinkedHashMap::new, Collectors.toList()));
    bySlice.forEach(this::print);
  }

  private void print(String slice, List<Series> series) {
    List<List<String>> columns = new ArrayList<>();
    columns.add(names(slice));
    series.forEach(each -> columns.add(column(each)));
    List<Integer> widths =
        columns.stream()
            .map(column -> column.stream().mapToInt(String::length).max().orElseThrow())
            .toList();
    out.println();
    for (int line = 0; line < columns.get(0).size(); line++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        String cell = columns.get(i).get(line);
        text.append(cell).append(" ".repeat(widths.get(i) - cell.length() + 3));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static List<String> names(String slice) {
    List<String> names =
        new ArrayList<>(
            List.of(slice, "", "threshold", "examples", "not labelled", "without a score"));
    for (FigureName name : FigureName.values()) {
      names.add(name.json());
    }
    names.add("spam called spam, ham");
    names.add("ham called spam, ham");
    return names;
  }

  private static List<String> column(Series series) {
    Window window = series.windows().get(0);
    List<String> column = new ArrayList<>();
    column.add(
        series.baseline()
            ? series.predictor().name()
            : series.predictor().name() + " " + series.predictor().version());
    column.add(
        series.baseline()
            ? ""
            : series.predictor().profile() + " " + series.predictor().provider());
    column.add(String.format(Locale.ROOT, "%.2f", series.threshold()));
    column.add(number(window.n()));
    column.add(series.baseline() ? number(window.unlabelled()) : "");
    column.add(number(window.abstained()));
    for (FigureName name : FigureName.values()) {
      Function<Figure, String> text =
          NO_SHARES.contains(name) ? FigureText::number : FigureText::share;
      column.add(text.apply(window.figures().get(name.json())));
    }
    column.add(number(window.truePositives()) + ", " + number(window.falseNegatives()));
    column.add(number(window.falsePositives()) + ", " + number(window.trueNegatives()));
    return column;
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
