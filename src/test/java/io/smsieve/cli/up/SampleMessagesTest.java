package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.up.SampleMessages.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleMessagesTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    Files.writeString(
        folder.resolve("a.jsonl"),
        """
        {"text": "seen", "spam": true, "split": "train"}
        {"text": "one", "spam": true, "political": true, "split": "dev"}
        {"text": "two", "spam": false, "split": "test"}
        """);
    Files.writeString(
        folder.resolve("b.jsonl"), "{\"text\": \"three\", \"spam\": false, \"split\": \"test\"}\n");
  }

  @Test
  void shouldTakeOnlyRowsThatTrainingHasNotSeen() {
    SampleMessages messages = SampleMessages.read(folder, 1);
    assertThat(messages.distinct()).isEqualTo(3);
    assertThat(first(messages, 3))
        .containsExactlyInAnyOrder(
            new Sample("a:2", "one", true, true),
            new Sample("a:3", "two", false, null),
            new Sample("b:1", "three", false, null));
  }

  @Test
  void shouldBeginAnewWhenAllWereTaken() {
    SampleMessages messages = SampleMessages.read(folder, 1);
    assertThat(messages.at(3)).isEqualTo(messages.at(0));
    assertThat(messages.at(3_000_000_002L)).isEqualTo(messages.at(2));
  }

  @Test
  void shouldRepeatTheOrderOfASeed() {
    assertThat(first(SampleMessages.read(folder, 5), 3))
        .isEqualTo(first(SampleMessages.read(folder, 5), 3));
    assertThat(IntStream.range(0, 20).mapToObj(seed -> first(SampleMessages.read(folder, seed), 3)))
        .as("orders of twenty seeds")
        .doesNotContainNull()
        .satisfies(
            orders -> assertThat(List.copyOf(orders).stream().distinct()).hasSizeGreaterThan(1));
  }

  @Test
  void shouldSayWhereWhenARowIsBroken() throws IOException {
    Files.writeString(folder.resolve("c.jsonl"), "{\"split\": \"test\"}\n");
    assertThatThrownBy(() -> SampleMessages.read(folder, 1))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("line 1 of")
        .hasMessageContaining("c.jsonl");
  }

  @Test
  void shouldSayWhatIsMissingWhenThereAreNoRows() {
    assertThatThrownBy(() -> SampleMessages.read(folder.resolve("nothing"), 1))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("found none");
  }

  private static List<Sample> first(SampleMessages messages, int count) {
    return IntStream.range(0, count).mapToObj(messages::at).toList();
  }
}
