package io.smsieve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void shouldSayWhatToDoWhenTheNumberOfPartitionsWasChanged() {
    StreamsException kafkas =
        new StreamsException(
            "Existing internal topic a-changelog has invalid partitions: expected: 6; actual: 3.");
    assertThat(Failures.describe(new StreamsException("in a thread", kafkas)))
        .contains("another number of partitions", "another application id");
  }

  @Test
  void shouldSayThatADiskIsFull() {
    assertThat(Failures.describe(new StreamsException(new IOException("No space left on device"))))
        .contains("a disk is full: make room");
  }

  @Test
  void shouldNameAnythingElseByItsKindOnly() {
    assertThat(Failures.describe(new StreamsException("a text", new IOException("another"))))
        .isEqualTo("StreamsException, from IOException");
  }
}
