package io.smsieve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Intervals against published values, and against how often they hold what they should. */
@SuppressWarnings("EnumOrdinal") // An index of arrays that live no longer than a test.
class IntervalsTest {

  @Test
  void shouldGiveThePublishedWilsonIntervals() {
    // R. G. Newcombe, Statistics in Medicine 17, 1998, table I: method 3.
    expect(Intervals.share(81, 263, ""), 0.2553, 0.3662);
    expect(Intervals.share(15, 148, ""), 0.0624, 0.1605);
    expect(Intervals.share(0, 20, ""), 0, 0.1611);
    expect(Intervals.share(1, 29, ""), 0.0061, 0.1718);
  }

  private static void expect(Figure figure, double low, double high) {
    assertThat(figure.low()).isCloseTo(low, within(5e-5));
    assertThat(figure.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void shouldGiveTheExactChanceOfMcNemar() {
    assertThat(Intervals.exactMcNemar(0, 0)).isEqualTo(1);
    assertThat(Intervals.exactMcNemar(5, 5)).isEqualTo(1);
    assertThat(Intervals.exactMcNemar(0, 5)).isCloseTo(2.0 / 32, within(1e-12));
    assertThat(Intervals.exactMcNemar(2, 8)).isCloseTo(2.0 * 56 / 1024, within(1e-12));
    assertThat(Intervals.exactMcNemar(8, 2)).isEqualTo(Intervals.exactMcNemar(2, 8));
    // Far into the tail: no overflow, no zero in the sums on the way.
    assertThat(Intervals.exactMcNemar(4_000, 4_000)).isEqualTo(1);
    assertThat(Intervals.exactMcNemar(400, 600)).isBetween(1e-11, 1e-9);
  }

  @Test
  void shouldHaveWidthWhenNothingIsWrong() {
    Bins bins = Bins.around(0.5);
    Cell cell = Cell.EMPTY;
    for (int i = 0; i < 25; i++) {
      cell = cell.plusScore(1, Truth.SPAM, false, 99, ScoreCounts.UNITS);
      cell = cell.plusScore(1, Truth.HAM, false, 0, 0);
    }
    Counts counts = new Counts(bins);
    counts.add(cell, Counts.Part.ALL);
    for (Map.Entry<FigureName, Figure> figure : counts.figures(50).entrySet()) {
      double width = figure.getValue().high() - figure.getValue().low();
      assertThat(width).as(figure.getKey().json()).isBetween(0.02, 0.25);
    }
  }

  /** A world of which the true figures are known, drawn from again and again. */
  @Test
  void shouldHoldTheTrueValueAboutNineteenTimesInTwenty() {
    Random random = new Random(11);
    int rounds = 2_000;
    Map<FigureName, Integer> held = new EnumMap<>(FigureName.class);
    Map<FigureName, Double> truth = truth();
    for (int round = 0; round < rounds; round++) {
      Counts counts = drawn(random, 200);
      Map<FigureName, Figure> figures = counts.figures(counts.bins().below());
      truth.forEach(
          (name, value) -> {
            Figure figure = figures.get(name);
            boolean holds = figure.low() <= value && value <= figure.high();
            held.merge(name, holds ? 1 : 0, Integer::sum);
          });
    }
    held.forEach(
        (name, times) ->
            assertThat((double) times / rounds).as(name.json()).isBetween(0.93, 0.995));
    assertThat(held).hasSize(9);
  }

  /** Scores are beta-like: the larger of two draws for spam, the smaller for ham. */
  private static Counts drawn(Random random, int n) {
    Bins bins = Bins.around(0.5);
    Cell cell = Cell.EMPTY;
    for (int i = 0; i < n; i++) {
      boolean spam = random.nextInt(10) < 4;
      double a = random.nextDouble();
      double b = random.nextDouble();
      double score = spam ? Math.max(a, b) : Math.min(a, b);
      long units = ScoreCounts.units(score);
      cell = cell.plusScore(1, Truth.of(spam), false, bins.of(score), units);
    }
    Counts counts = new Counts(bins);
    counts.add(cell, Counts.Part.ALL);
    return counts;
  }

  private static Map<FigureName, Double> truth() {
    Map<FigureName, Double> truth = new EnumMap<>(FigureName.class);
    truth.put(FigureName.ACCURACY, 0.75);
    truth.put(FigureName.BALANCED_ACCURACY, 0.75);
    truth.put(FigureName.PRECISION, 0.3 / 0.45);
    truth.put(FigureName.RECALL, 0.75);
    truth.put(FigureName.F1, 2 * 0.3 / (2 * 0.3 + 0.15 + 0.1));
    truth.put(FigureName.FALSE_POSITIVE_RATE, 0.25);
    truth.put(FigureName.MATTHEWS, (0.3 * 0.45 - 0.15 * 0.1) / Math.sqrt(0.45 * 0.55 * 0.24));
    // Density 2x against 2(1 - x): the chance that the first is larger.
    truth.put(FigureName.AREA, 5.0 / 6);
    truth.put(FigureName.BRIER, 1.0 / 6);
    return truth;
  }

  @Test
  void shouldHoldTheTrueDifferenceAboutNineteenTimesInTwenty() {
    Random random = new Random(12);
    int rounds = 4_000;
    int held = 0;
    for (int round = 0; round < rounds; round++) {
      long[] cells = new long[4];
      for (int i = 0; i < 150; i++) {
        double u = random.nextDouble();
        cells[u < 0.8 ? 0 : u < 0.87 ? 1 : u < 0.97 ? 2 : 3]++;
      }
      Figure figure = Intervals.difference(cells[0], cells[1], cells[2], cells[3]);
      held += figure.low() <= 0.03 && 0.03 <= figure.high() ? 1 : 0;
    }
    assertThat((double) held / rounds).isBetween(0.935, 0.98);
  }

  @Test
  void shouldTurnTheDifferenceRoundWhenThePairIs() {
    assertThat(Intervals.difference(0, 0, 0, 0).defined()).isFalse();
    Figure none = Intervals.difference(50, 0, 0, 0);
    assertThat(none.value()).isZero();
    assertThat(none.high() - none.low()).isPositive();
    Figure swapped = Intervals.difference(36, 2, 12, 3);
    Figure figure = Intervals.difference(36, 12, 2, 3);
    assertThat(figure.low()).isCloseTo(-swapped.high(), within(1e-12));
  }
}
