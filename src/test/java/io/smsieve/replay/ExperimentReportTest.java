package io.smsieve.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smsieve.evaluation.Slices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentReportTest {

  @Test
  void shouldHaveTheSixRowsInOrderWithWhatWasPublishedAndThenTheOthers() {
    Trial trial =
        new Trial(
            List.of(Sayings.model("tuned", 0), Sayings.model("other", 1)),
            new Slices(List.of()),
            ReportOptions.DEFAULTS);
    trial.take(
        List.of(
            Sayings.example("a", true, "0.9,0.1"),
            Sayings.example("b", true, "0.8,"),
            Sayings.example("c", false, "0.2,0.2"),
            Sayings.example("d", true, "0.1,0.8")));
    Report report = trial.report();

    ExperimentReport table =
        ExperimentReport.of(
            report,
            Map.of(ExperimentRow.FINE_TUNED, report.predictors().get(0).predictor()),
            "four.jsonl");

    assertThat(table.lines())
        .extracting(ExperimentReport.Line::text, ExperimentReport.Line::published)
        .containsExactly(
            tuple("guess ham only", 0.22),
            tuple("guess spam only", 0.78),
            tuple("base", 0.78),
            tuple("base with a vote", 0.86),
            tuple("alternate prompt", 0.22),
            tuple("fine-tuned", 1.0),
            tuple("other", null));
    assertThat(table.lines().get(0).accuracy().value()).isEqualTo(0.25);
    assertThat(table.lines().get(1).accuracy().value()).isEqualTo(0.75);
    assertThat(table.lines().get(2).predictor()).isNull();
    ExperimentReport.Line tuned = table.lines().get(5);
    assertThat(tuned.accuracy().value()).isEqualTo(0.75);
    assertThat(tuned.accuracy().n()).isEqualTo(4);
    assertThat(tuned.seen()).isEqualTo(1);
    ExperimentReport.Line other = table.lines().get(6);
    assertThat(other.accuracy().n()).isEqualTo(3);
    assertThat(other.abstained()).isEqualTo(1);
    assertThat(table.notice()).contains("another data set").contains("other weights");
  }
}
