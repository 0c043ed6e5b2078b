package io.smsieve.embedded.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.embedded.ExitCode;
import io.smsieve.embedded.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EventWriterTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00.123456Z"), ZoneOffset.UTC);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldPrintOneLineWhenReady() {
    json(
        new RunEvent.Ready(
            new Endpoints("127.0.0.1", OptionalInt.of(9092), OptionalInt.empty()),
            Map.of(Part.BROKER, 5L),
            Path.of("/data"),
            1234));

    assertThat(text(out))
        .isEqualTo(
            "{\"event\":\"ready\",\"at\":\"2026-01-01T12:00:00.123Z\","
                + "\"bootstrapServers\":\"127.0.0.1:9092\",\"pids\":{\"broker\":5},"
                + "\"data\":\"/data\",\"millis\":1234}\n");
  }

  @Test
  void shouldSurviveAnyTextWhenWrittenAsJson() throws IOException {
    String odd = "quote \" backslash \\ tab \t break \r\n bell \u0007 \uD83D\uDE00 lone \uD83D é";

    json(new RunEvent.Failed(ExitCode.DIED, Optional.of(Part.BROKER), odd));

    JsonNode read = new ObjectMapper().readTree(text(out));
    assertThat(text(out).lines()).hasSize(1);
    assertThat(read.get("message").asText()).isEqualTo(odd);
    assertThat(read.get("process").asText()).isEqualTo("broker");
  }

  @Test
  void shouldPrintDeathOnSecondStreamWhenHuman() {
    EventWriter human = EventWriter.human(new PrintStream(out), new PrintStream(err));

    human.write(new ProcessEvent.Died(Part.BROKER, 5, 137, Path.of("b.log"), List.of("last")));
    human.write(new RunEvent.Stopped(ExitCode.DIED));

    assertThat(text(err)).contains("The broker (process 5) died with exit code 137", "last");
    assertThat(text(out)).isEqualToIgnoringNewLines("Stopped");
  }

  private void json(Event event) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    EventWriter.json(stream, NOON).write(event);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
