package io.smsieve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.evaluation.live.AccuracyAnswer;
import io.smsieve.evaluation.live.AccuracyView;
import io.smsieve.evaluation.live.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyResourceTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:30:20Z"), ZoneOffset.UTC);

  private final AccuracyResource resource =
      new AccuracyResource(
          new AccuracyView(new Windows(), Optional::empty, Duration.ofDays(1), CLOCK), CLOCK);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "yesterday, -, -, -, -, from: expected a time",
        "-1h, soon, -, -, -, to: expected a time",
        "-1h, -2h, -, -, -, expected from before to",
        "-1h, -, 5s, -, -, step: expected such as",
        "-1h, -, 0m, -, -, expected a step of whole minutes",
        "-999999d, -, 1m, -, -, expected at most",
        "-1h, -, -, half, -, threshold: expected a number",
        "-1h, -, -, 1.01, -, expected a threshold from 0 to 1",
        "-1h, -, -, NaN, -, expected a threshold from 0 to 1",
        "-1h, -, -, -, maybe, 'trained: expected all, yes or no'",
      })
  void shouldSayWhatWasExpectedInPlaceOfWhatWasAsked(
      String from, String to, String step, String threshold, String trained, String message) {
    assertThatThrownBy(() -> ask(from, to, step, threshold, trained, null, null))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(message);
  }

  private AccuracyAnswer ask(
      String from,
      String to,
      String step,
      String threshold,
      String trained,
      List<String> figures,
      String baselines) {
    return resource.accuracy(
        null, List.of(), from, to, step, threshold, trained, null, figures, baselines);
  }

  @Test
  void shouldSayWhichFiguresThereAreWhenAnotherIsAskedFor() {
    assertThatThrownBy(() -> ask(null, null, null, null, null, List.of("acuracy"), null))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("figure: expected accuracy, recall");
    assertThatThrownBy(() -> ask(null, null, null, null, null, null, "perhaps"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("baselines: expected yes or no");
  }

  @Test
  void shouldTakeNothingButTrueAndFalseForDetail() {
    assertThatThrownBy(
            () ->
                resource.accuracy(
                    null, List.of(), null, null, null, null, null, "maybe", null, null))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("detail: expected true or false");
    assertThat(
            resource
                .accuracy(null, null, null, null, null, null, null, "false", null, null)
                .series())
        .isEmpty();
  }

  @Test
  void shouldAnswerForTheLastDayInWholeWindowsWhenNothingIsSaid() {
    AccuracyAnswer answer = ask(null, null, null, null, null, null, null);
    assertThat(answer.from()).isEqualTo(Instant.parse("2026-02-28T12:30:00Z"));
    assertThat(answer.to()).isEqualTo(Instant.parse("2026-03-01T12:31:00Z"));
    assertThat(answer.asOf()).isNull();
    assertThat(answer.complete()).isFalse();
    assertThat(answer.newestExample()).isNull();
    assertThat(answer.series()).isEmpty();
  }
}
