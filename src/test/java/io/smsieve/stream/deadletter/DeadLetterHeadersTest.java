package io.smsieve.stream.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterHeadersTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private static DeadLetter letter(int attempt) {
    return new DeadLetter(DeadLetterReason.BLANK, "sms.incoming", 3, 41, TIME, attempt);
  }

  private static Headers original() {
    return new RecordHeaders()
        .add("a", new byte[] {1})
        .add("smsieve.reason", "forged".getBytes(UTF_8))
        .add("a", null);
  }

  @ParameterizedTest
  @EnumSource(DeadLetterReason.class)
  void shouldReadBackWhatWasWritten(DeadLetterReason reason) {
    DeadLetter letter = new DeadLetter(reason, "t", 0, 0, TIME, 1);

    assertThat(DeadLetterHeaders.read(DeadLetterHeaders.of(original(), letter))).contains(letter);
    assertThat(reason.explanation()).endsWith(".");
  }

  @Test
  void shouldKeepTheOriginalHeadersInOrderEvenWhenTheyHaveNamesOfOurs() {
    Headers dead = DeadLetterHeaders.of(original(), letter(1));

    assertThat(Arrays.asList(dead.toArray()).subList(0, 3)).containsExactly(original().toArray());
    assertThat(dead.toArray()).hasSize(10);
  }

  @Test
  void shouldCountAttemptsWithoutPilingUpHeadersWhenReplayedAgainAndAgain() {
    Headers first = DeadLetterHeaders.forReplay(DeadLetterHeaders.of(original(), letter(1)));
    Headers second = DeadLetterHeaders.forReplay(DeadLetterHeaders.of(first, letter(2)));

    assertThat(DeadLetterHeaders.attempt(original())).isEqualTo(1);
    assertThat(DeadLetterHeaders.attempt(first)).isEqualTo(2);
    assertThat(DeadLetterHeaders.attempt(second)).isEqualTo(3);
    assertThat(second.toArray()).hasSize(4);
    assertThat(Arrays.asList(second.toArray()).subList(0, 3)).containsExactly(original().toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1e9", "99999999999", "two"})
  void shouldTakeAMessageForTheFirstAttemptWhenTheHeaderIsNotOurs(String value) {
    Headers headers = new RecordHeaders().add("smsieve.attempt", value.getBytes(UTF_8));

    assertThat(DeadLetterHeaders.attempt(headers)).isEqualTo(1);
  }

  @Test
  void shouldReadNothingWhenARecordIsNoLetterOfOurs() {
    Headers cut = DeadLetterHeaders.of(original(), letter(1)).remove("smsieve.attempt");

    assertThat(DeadLetterHeaders.read(cut)).isEmpty();
    assertThat(DeadLetterHeaders.read(new RecordHeaders())).isEmpty();
    assertThatThrownBy(() -> DeadLetterHeaders.forReplay(cut))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
