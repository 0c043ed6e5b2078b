package io.smsieve.evaluation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Provider;
import io.smsieve.evaluation.Bins;
import io.smsieve.evaluation.Cell;
import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.ScoreCounts;
import io.smsieve.evaluation.StoredCell;
import io.smsieve.evaluation.Truth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AccuracyViewTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ModelIdentity MODEL =
      new ModelIdentity("tiny", "0.1.0", "00ff00ff", "fp32", Provider.CPU);
  private static final ModelIdentity CANDIDATE =
      new ModelIdentity("mini", "2", "aa00aa00", "int8", Provider.CPU);
  private static final double THRESHOLD = 0.4;

  private final Windows windows = new Windows();
  private final AccuracyView view =
      new AccuracyView(
          windows,
          () -> Optional.of(NOON.plus(Duration.ofMinutes(10))),
          Duration.ofDays(1),
          Clock.fixed(NOW, ZoneOffset.UTC));

  private void count(ModelIdentity predictor, String slice, Instant minute, Object... examples) {
    Cell cell = Cell.EMPTY;
    Bins bins = Bins.around(THRESHOLD);
    for (int i = 0; i < examples.length; i += 2) {
      double score = (double) examples[i];
      Truth truth = (Truth) examples[i + 1];
      cell = cell.plusScore(1, truth, false, bins.of(score), ScoreCounts.units(score));
    }
    CellKey key = new CellKey(predictor, slice, Resolution.MINUTE, minute.toEpochMilli());
    windows.put(key, new StoredCell(THRESHOLD, cell, NOON.toEpochMilli()));
  }

  private static Instant minute(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  private static AccuracyQuery query(Duration step, double threshold, String... slices) {
    return new AccuracyQuery(
        Optional.empty(),
        List.of(slices),
        NOON,
        NOON.plus(Duration.ofMinutes(20)),
        Optional.ofNullable(step),
        threshold < 0 ? OptionalDouble.empty() : OptionalDouble.of(threshold),
        Counts.Part.ALL,
        false);
  }

  private AccuracyAnswer.Series only(AccuracyQuery query) {
    AccuracyAnswer answer = view.answer(query);
    assertThat(answer.series()).hasSize(1);
    return answer.series().get(0);
  }

  @Test
  void shouldAnswerInStepsAndLeaveEmptyOnesOut() {
    count(MODEL, "all", minute(0), 0.9, Truth.SPAM);
    count(MODEL, "all", minute(4), 0.9, Truth.HAM, 0.1, Truth.HAM);
    count(MODEL, "all", minute(11), 0.1, Truth.SPAM);

    List<AccuracyAnswer.Window> found = only(query(Duration.ofMinutes(5), -1)).windows();
    assertThat(found)
        .extracting(AccuracyAnswer.Window::from)
        .containsExactly(minute(0), minute(10));
    assertThat(found).extracting(AccuracyAnswer.Window::n).containsExactly(3L, 1L);
    assertThat(found)
        .as("counted up to ten past")
        .extracting(AccuracyAnswer.Window::complete)
        .containsExactly(true, false);
    assertThat(only(query(null, -1)).windows()).hasSize(1);
  }

  @Test
  void shouldMoveAnotherThresholdToTheNearestEdge() {
    count(MODEL, "all", minute(0), 0.45, Truth.HAM, 0.72, Truth.HAM, 0.9, Truth.SPAM);

    AccuracyAnswer.Series live = only(query(null, -1));
    assertThat(live.threshold()).isEqualTo(THRESHOLD);
    assertThat(live.windows().get(0).falsePositives()).isEqualTo(2);
    AccuracyAnswer.Series higher = only(query(null, 0.701));
    assertThat(higher.ownThreshold()).isEqualTo(THRESHOLD);
    assertThat(higher.threshold()).isCloseTo(0.7, within(1e-9));
    assertThat(higher.windows().get(0).falsePositives()).isEqualTo(1);
    assertThat(higher.windows().get(0).truePositives()).isEqualTo(1);
    assertThat(only(query(null, 1)).windows().get(0).truePositives()).isZero();
  }

  @Test
  void shouldSayWhyAFigureIsNotDefined() {
    count(MODEL, "all", minute(0), 0.1, Truth.HAM, 0.2, Truth.HAM);

    Map<String, Figure> figures = only(query(null, -1)).windows().get(0).figures();
    for (String name : List.of("recall", "precision", "f1", "areaUnderCurve")) {
      assertThat(figures.get(name).value()).as(name).isNull();
      assertThat(figures.get(name).reason()).as(name).isNotBlank();
    }
    assertThat(figures.get("recall").reason()).isEqualTo("no spam");
    assertThat(figures.get("accuracy").value()).isEqualTo(1);
    assertThat(figures.get("accuracy").reason()).isNull();
  }

  @Test
  void shouldKeepPredictorsApartAndTheBaselinesBesideThem() {
    count(Predictors.HAM_ONLY, "all", minute(0), 0.0, Truth.SPAM);
    count(MODEL, "all", minute(0), 0.9, Truth.SPAM);
    count(CANDIDATE, "all", minute(0), 0.1, Truth.SPAM);

    for (String wanted : List.of("mini", "mini 2", "mini 2 int8 CPU", "aa00aa00")) {
      AccuracyQuery query =
          new AccuracyQuery(
              Optional.of(wanted),
              List.of(),
              NOON,
              NOW,
              Optional.empty(),
              OptionalDouble.empty(),
              Counts.Part.ALL,
              false);
      assertThat(view.answer(query).series())
          .as(wanted)
          .extracting(series -> series.predictor().name())
          .containsExactly("ham-only", "mini");
    }
    assertThat(view.answer(query(null, -1)).series()).hasSize(3);
  }

  @Test
  void shouldAnswerEverySliceWhenAskedForAll() {
    count(MODEL, "all", minute(0), 0.9, Truth.SPAM);
    count(MODEL, "source=a", minute(0), 0.9, Truth.SPAM);
    assertThat(view.answer(query(null, -1, AccuracyQuery.EVERY)).series())
        .extracting(AccuracyAnswer.Series::slice)
        .containsExactly("all", "source=a");
    assertThat(view.answer(query(null, -1, "source=a")).series())
        .extracting(AccuracyAnswer.Series::slice)
        .containsExactly("source=a");
  }

  @Test
  void shouldTellHowOldTheNewestExampleIs() {
    assertThat(view.ageOfNewestExample()).isNaN();
    assertThat(view.answer(query(null, -1)).newestExample()).isNull();
    count(MODEL, "all", minute(0), 0.9, Truth.SPAM);
    assertThat(view.ageOfNewestExample()).isEqualTo(1800);
    assertThat(view.answer(query(null, -1)).newestExample().ageSeconds()).isEqualTo(1800);
  }

  @Test
  void shouldRefuseWhatCannotBeAnswered() {
    assertThatThrownBy(() -> query(Duration.ofSeconds(90), -1)).hasMessageContaining("minutes");
    assertThatThrownBy(() -> query(Duration.ZERO, -1)).hasMessageContaining("minutes");
    assertThatThrownBy(() -> query(null, 1.5)).hasMessageContaining("0 to 1");
  }
}
