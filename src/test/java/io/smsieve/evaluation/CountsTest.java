package io.smsieve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of the counts against those of the examples themselves, counted naively. */
class CountsTest {

  private record Example(double score, boolean spam, boolean trained) {}

  private static List<Example> examples(long seed, int n, double threshold) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean spam = random.nextInt(3) == 0;
      double score =
          switch (random.nextInt(4)) {
            case 0 -> threshold;
            case 1 -> spam ? 1 : 0;
            default -> Math.min(1, Math.max(0, random.nextGaussian() * 0.3 + (spam ? 0.7 : 0.3)));
          };
      examples.add(new Example(score, spam, random.nextInt(5) == 0));
    }
    return examples;
  }

  private static Cell cellOf(List<Example> examples, Bins bins) {
    Cell cell = Cell.EMPTY;
    for (Example e : examples) {
      cell = plus(cell, 1, e, bins);
    }
    return cell;
  }

  private static Cell plus(Cell cell, int sign, Example e, Bins bins) {
    return cell.plusScore(
        sign, Truth.of(e.spam()), e.trained(), bins.of(e.score()), ScoreCounts.units(e.score()));
  }

  private static Counts counts(Cell cell, Bins bins, Counts.Part part) {
    Counts counts = new Counts(bins);
    counts.add(cell, part);
    return counts;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldGiveTheFiguresOfANaiveRecount(long seed) {
    double threshold = new Random(seed).nextDouble() * 0.8 + 0.1;
    Bins bins = Bins.around(threshold);
    List<Example> all = examples(seed, 500, threshold);
    Cell cell = cellOf(all, bins);
    for (Counts.Part part : Counts.Part.values()) {
      List<Example> some =
          all.stream()
              .filter(e -> part == Counts.Part.ALL || e.trained() == (part == Counts.Part.TRAINED))
              .toList();
      shouldAgree(counts(cell, bins, part), some, threshold, bins.below());
      int other = bins.below() / 2;
      shouldAgree(counts(cell, bins, part), some, bins.edge(other), other);
    }
  }

  private static void shouldAgree(
      Counts counts, List<Example> examples, double threshold, int firstSpam) {
    long tp = examples.stream().filter(e -> e.spam() && e.score() >= threshold).count();
    long fp = examples.stream().filter(e -> !e.spam() && e.score() >= threshold).count();
    long tn = examples.stream().filter(e -> !e.spam() && e.score() < threshold).count();
    long fn = examples.stream().filter(e -> e.spam() && e.score() < threshold).count();
    assertThat(counts.confusion(firstSpam)).isEqualTo(new Confusion(tp, fp, tn, fn));
    Map<FigureName, Figure> figures = counts.figures(firstSpam);
    double n = examples.size();
    expect(figures, FigureName.ACCURACY, (tp + tn) / n, 0);
    expect(
        figures,
        FigureName.BALANCED_ACCURACY,
        ((double) tp / (tp + fn) + (double) tn / (tn + fp)) / 2,
        0);
    expect(figures, FigureName.PRECISION, (double) tp / (tp + fp), 0);
    expect(figures, FigureName.RECALL, (double) tp / (tp + fn), 0);
    expect(figures, FigureName.F1, 2.0 * tp / (2 * tp + fp + fn), 0);
    expect(figures, FigureName.FALSE_POSITIVE_RATE, (double) fp / (fp + tn), 0);
    expect(figures, FigureName.MATTHEWS, correlation(examples, threshold), 0);
    // Two scores of one bin count as equal: a hundredth of the pairs at most, in these examples.
    expect(figures, FigureName.AREA, area(examples), 0.01);
    double width = 0.9 / Bins.PER_SIDE;
    expect(figures, FigureName.BRIER, brier(examples), width * width / 4 + 1e-6);
  }

  private static void expect(
      Map<FigureName, Figure> figures, FigureName name, double expected, double tolerance) {
    Figure figure = figures.get(name);
    assertThat(figure.value()).as(name.json()).isCloseTo(expected, within(tolerance + 1e-9));
    assertThat(figure.low()).as(name.json()).isLessThanOrEqualTo(figure.value());
    assertThat(figure.high()).as(name.json()).isGreaterThanOrEqualTo(figure.value());
    assertThat(figure.high() - figure.low()).as(name.json()).isPositive();
  }

  /** Pearson's correlation of zeros and ones. */
  private static double correlation(List<Example> examples, double threshold) {
    double n = examples.size();
    double x = 0;
    double y = 0;
    double xy = 0;
    for (Example e : examples) {
      double a = e.spam() ? 1 : 0;
      double b = e.score() >= threshold ? 1 : 0;
      x += a;
      y += b;
      xy += a * b;
    }
    return (n * xy - x * y) / Math.sqrt((n * x - x * x) * (n * y - y * y));
  }

  private static double area(List<Example> examples) {
    double wins = 0;
    double pairs = 0;
    for (Example spam : examples) {
      for (Example ham : examples) {
        if (spam.spam() && !ham.spam()) {
          pairs++;
          wins += spam.score() > ham.score() ? 1 : spam.score() == ham.score() ? 0.5 : 0;
        }
      }
    }
    return wins / pairs;
  }

  private static double brier(List<Example> examples) {
    return examples.stream()
        .mapToDouble(e -> Math.pow(e.score() - (e.spam() ? 1 : 0), 2))
        .average()
        .orElseThrow();
  }

  @Test
  void shouldGiveTheSameCellInAnyOrderAndWithoutWhatWasTakenBack() {
    Bins bins = Bins.around(0.4);
    List<Example> examples = examples(3, 300, 0.4);
    Cell once = cellOf(examples, bins);
    List<Example> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, new Random(1));
    Cell again = cellOf(shuffled, bins);
    for (Example other : examples(4, 200, 0.4)) {
      again = plus(plus(again, 1, other, bins), -1, other, bins);
    }
    assertThat(again).isEqualTo(once);
    for (Example e : shuffled) {
      again = plus(again, -1, e, bins);
    }
    assertThat(again).isEqualTo(Cell.EMPTY);
  }

  @Test
  void shouldSayWhyWhenAFigureIsUndefined() {
    Bins bins = Bins.around(0.5);
    Map<FigureName, Figure> none = new Counts(bins).figures(50);
    assertThat(none.values()).allMatch(f -> !f.defined() && !f.reason().isBlank());

    Cell onlyHam = cellOf(List.of(new Example(0.1, false, false)), bins);
    Map<FigureName, Figure> ham = counts(onlyHam, bins, Counts.Part.ALL).figures(50);
    assertThat(ham.get(FigureName.ACCURACY).value()).isEqualTo(1);
    assertThat(ham.get(FigureName.RECALL).reason()).isEqualTo("no spam");
    assertThat(ham.get(FigureName.PRECISION).reason()).isEqualTo("nothing was called spam");
    assertThat(ham.get(FigureName.BALANCED_ACCURACY).reason()).isEqualTo("no spam");
    assertThat(ham.get(FigureName.AREA).reason()).isEqualTo("no spam");
    assertThat(ham.get(FigureName.MATTHEWS).reason()).contains("one class");
    assertThat(counts(onlyHam, bins, Counts.Part.ALL).curve()).isEmpty();
  }

  @Test
  void shouldCountTheGroupsOfTheCalibrationError() {
    Bins bins = Bins.around(0.5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      // Scores of 0.75 of which 4 of 10 are spam, and of 0.05 of which none is.
      examples.add(new Example(0.75, i < 4, false));
      examples.add(new Example(0.05, false, false));
    }
    Counts counts = counts(cellOf(examples, bins), bins, Counts.Part.ALL);
    assertThat(counts.calibration()).hasSize(10);
    assertThat(counts.calibration().get(7).n()).isEqualTo(10);
    assertThat(counts.calibration().get(7).meanScore()).isEqualTo(0.75);
    assertThat(counts.figures(50).get(FigureName.CALIBRATION).value())
        .isCloseTo((0.35 + 0.05) / 2, within(1e-12));
  }

  @Test
  void shouldDrawTheCurveFromNothingToEverything() {
    Bins bins = Bins.around(0.3);
    List<CurvePoint> curve =
        counts(cellOf(examples(9, 400, 0.3), bins), bins, Counts.Part.ALL).curve();
    assertThat(curve.get(0)).isEqualTo(new CurvePoint(1, 0, 0));
    CurvePoint last = curve.get(curve.size() - 1);
    assertThat(last.falsePositiveRate()).isEqualTo(1);
    assertThat(last.recall()).isEqualTo(1);
    for (int i = 1; i < curve.size(); i++) {
      assertThat(curve.get(i).threshold()).isLessThanOrEqualTo(curve.get(i - 1).threshold());
      assertThat(curve.get(i).recall()).isGreaterThanOrEqualTo(curve.get(i - 1).recall());
    }
  }
}
