package io.smsieve.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Slices;
import io.smsieve.record.LabelledExample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrialTest {

  private static final EvaluatedModel FIRST = Sayings.model("first", 0);
  private static final EvaluatedModel SECOND = Sayings.model("second", 1);
  private static final ReportOptions NAMING = new ReportOptions(50, Optional.empty(), true, true);

  private static Trial trial(ReportOptions options) {
    return new Trial(List.of(FIRST, SECOND), new Slices(List.of()), options);
  }

  private static Report report(ReportOptions options, LabelledExample... examples) {
    Trial trial = trial(options);
    trial.take(List.of(examples));
    return trial.report();
  }

  @Test
  void shouldCountEachModelAndTheBaselinesOnTheSameExamples() {
    Report report =
        report(
            ReportOptions.DEFAULTS,
            Sayings.example("a1", true, "0.9,0.2"),
            Sayings.example("a2", true, "0.4,0.7"),
            Sayings.example("b1", false, "0.6,0.1"),
            Sayings.example("b2", false, ",0.1"),
            Sayings.example("b3", null, "0.6,0.1"));

    assertThat(report.predictors())
        .extracting(each -> each.predictor().name())
        .containsExactly("first", "second", "ham-only", "spam-only");
    SliceReport first = report.predictor(FIRST.identity()).slice("all");
    assertThat(first.confusion()).isEqualTo(new Confusion(1, 1, 0, 1));
    assertThat(first.n()).isEqualTo(3);
    assertThat(first.abstained()).isEqualTo(1);
    assertThat(report.predictor(FIRST.identity()).slice("trained=yes").n()).isEqualTo(1);
    assertThat(report.predictor(SECOND.identity()).slice("source=source of b").confusion())
        .isEqualTo(new Confusion(0, 0, 2, 0));
    SliceReport hamOnly = report.predictor(Predictors.HAM_ONLY).slice("all");
    assertThat(hamOnly.confusion()).isEqualTo(new Confusion(0, 0, 2, 2));
    assertThat(hamOnly.unlabelled()).isEqualTo(1);
    assertThat(hamOnly.figure(FigureName.PRECISION).defined()).isFalse();
    assertThat(hamOnly.figure(FigureName.PRECISION).reason()).isEqualTo("nothing was called spam");
  }

  @Test
  void shouldCompareTwoModelsOnWhatBothHaveScored() {
    List<LabelledExample> examples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      examples.add(Sayings.example("both" + i, true, "0.9,0.8"));
    }
    examples.add(Sayings.example("x", true, "0.9,0.1"));
    for (int i = 0; i < 6; i++) {
      examples.add(Sayings.example("y" + i, false, "0.9,0.1"));
    }
    examples.add(Sayings.example("z", false, "0.9,"));
    PairReport pair =
        report(ReportOptions.DEFAULTS, examples.toArray(LabelledExample[]::new)).pairs().get(0);

    assertThat(pair.n()).isEqualTo(17);
    assertThat(pair.bothRight()).isEqualTo(10);
    assertThat(pair.onlyFirstRight()).isEqualTo(1);
    assertThat(pair.onlySecondRight()).isEqualTo(6);
    assertThat(pair.neitherRight()).isZero();
    assertThat(pair.notScored()).isEqualTo(1);
    // Of 7 fair coins at most 1, both ways: 2 (1 + 7) / 128.
    assertThat(pair.pValue()).isCloseTo(0.125, within(1e-12));
    Figure difference = pair.difference();
    assertThat(difference.value()).isCloseTo(5.0 / 17, within(1e-12));
    assertThat(difference.low()).isLessThan(5.0 / 17);
    assertThat(difference.high()).isGreaterThan(5.0 / 17);
    assertThat(pair.differing())
        .extracting(ExampleReport::id)
        .containsExactly("x", "y0", "y1", "y2", "y3", "y4", "y5");
    assertThat(pair.differing().get(0).scores()).containsExactly(0.9, 0.1);
    assertThat(pair.differing()).allMatch(each -> each.text() == null);
  }

  @Test
  void shouldNameErrorsAndShowTextsOnlyWhenAsked() {
    LabelledExample wrong = Sayings.example("a", true, "0.4,0.7");
    assertThat(report(ReportOptions.DEFAULTS, wrong).predictor(FIRST.identity()).errors()).isNull();

    Report named = report(NAMING, wrong);
    assertThat(named.predictor(FIRST.identity()).errors())
        .containsExactly(new ExampleReport("a", true, List.of(0.4), "0.4,0.7"));
    assertThat(named.predictor(SECOND.identity()).errors()).isEmpty();
    assertThat(named.toString()).doesNotContain("0.4,0.7");
  }

  @Test
  void shouldReportWhatTheLastRecordOfEachExampleSays() {
    Random random = new Random(11);
    Trial corrected = trial(NAMING);
    Map<String, LabelledExample> last = new HashMap<>();
    for (int batch = 0; batch < 20; batch++) {
      List<LabelledExample> given = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String id = "abc".charAt(random.nextInt(3)) + "" + random.nextInt(60);
        Boolean spam = random.nextInt(6) == 0 ? null : Boolean.valueOf(random.nextBoolean());
        String scores = random.nextInt(10) / 10.0 + "," + random.nextInt(10) / 10.0;
        LabelledExample example = Sayings.example(id, spam, scores);
        given.add(example);
        last.put(id, example);
      }
      corrected.take(given);
    }
    Trial plain = trial(NAMING);
    plain.take(List.copyOf(last.values()));

    assertThat(corrected.report().predictors()).isEqualTo(plain.report().predictors());
    assertThat(corrected.report().pairs()).isEqualTo(plain.report().pairs());
    RecordCounts records = corrected.report().records();
    assertThat(records.read()).isEqualTo(600);
    assertThat(records.counted()).isEqualTo(last.size());
    assertThat(records.replaced()).isPositive();
  }

  @Test
  void shouldDivideByTimeWhenAsked() {
    Instant day = Instant.parse("2026-03-01T00:00:00Z");
    Trial trial = trial(new ReportOptions(50, Optional.of(Duration.ofDays(1)), false, false));
    for (int hour : new int[] {1, 23, 24, 70}) {
      Instant observed = day.plus(Duration.ofHours(hour));
      LabelledExample example = Sayings.example("a" + hour, true, "0.9,0.1");
      trial.take(List.of(LabelledExample.newBuilder(example).setObservedAt(observed).build()));
    }
    List<WindowReport> windows = trial.report().predictor(FIRST.identity()).slice("all").windows();

    assertThat(windows)
        .extracting(WindowReport::from)
        .containsExactly(day, day.plus(Duration.ofDays(1)), day.plus(Duration.ofDays(2)));
    assertThat(windows).extracting(WindowReport::n).containsExactly(2L, 1L, 1L);
  }

  @Test
  void shouldReportOnNothing() {
    Report report = trial(ReportOptions.DEFAULTS).report();

    SliceReport all = report.predictor(FIRST.identity()).slice("all");
    assertThat(all.n()).isZero();
    assertThat(all.figures().values()).noneMatch(Figure::defined);
    assertThat(report.pairs().get(0).difference().defined()).isFalse();
  }

  @Test
  void shouldCountNothingOfABatchWhenAModelFails() {
    Trial trial = trial(ReportOptions.DEFAULTS);
    List<LabelledExample> batch =
        List.of(Sayings.example("a", true, "0.9,0.9"), Sayings.example("b", true, "0.9,broken"));

    assertThatThrownBy(() -> trial.take(batch)).isInstanceOf(ClassifierFailedException.class);
    assertThat(trial.read()).isZero();
  }

  @Test
  void shouldRefuseTheSameModelTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Trial(List.of(FIRST, FIRST), new Slices(List.of()), ReportOptions.DEFAULTS));
  }
}
