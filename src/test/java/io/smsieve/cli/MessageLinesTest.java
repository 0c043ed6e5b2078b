package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A bad line is named by its number and never quoted. */
class MessageLinesTest {

  private static final String MARKER = "secret-marker";

  @Test
  void shouldPassOverBlankLinesAndReadALastLineWithoutItsEnd() throws IOException {
    MessageLines lines = lines("\ufeff{\"text\":\"a\"}\r\n\n  \n{\"text\":null,\"n\":1.50}");

    assertThat(lines.next().get("text").asText()).isEqualTo("a");
    assertThat(lines.next().toString()).isEqualTo("{\"text\":null,\"n\":1.50}");
    assertThat(lines.next()).isNull();
  }

  @Test
  void shouldNameTheLineWithoutQuotingItWhenItIsNotJson() throws IOException {
    MessageLines lines = lines("{\"text\":\"a\"}\n\n" + MARKER + "\n");
    lines.next();

    assertThatThrownBy(lines::next)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("some.jsonl, line 3")
        .hasMessageNotContaining(MARKER);
  }

  @Test
  void shouldRefuseAnArrayATextThatIsNoStringAndARepeatedField() {
    for (String line :
        new String[] {"[1]", "{\"text\":1}", "{\"text\":\"a\",\"text\":\"b\"}", "{} {}"}) {
      assertThatThrownBy(() -> lines(line).next())
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContaining("line 1");
    }
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() {
    byte[] bytes = {'{', '}', (byte) 0xff, '\n'};

    assertThatThrownBy(() -> new MessageLines("x", new ByteArrayInputStream(bytes)).next())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("expected UTF-8");
  }

  @Test
  void shouldReadALineLongerThanTheChunk() throws IOException {
    String text = "x".repeat(200_000);

    assertThat(lines("{\"text\":\"" + text + "\"}\n{}").next().get("text").asText())
        .isEqualTo(text);
  }

  private static MessageLines lines(String content) {
    return new MessageLines(
        "some.jsonl", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }
}
