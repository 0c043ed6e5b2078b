package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void shouldListEveryExitCodeWhenHelpIsAsked() {
    ExitCode end = Main.run(List.of("--help"), out, false);

    assertThat(end).isEqualTo(ExitCode.STOPPED);
    assertThat(Arrays.stream(ExitCode.values()).map(code -> "\n    " + code.number() + "  "))
        .allSatisfy(line -> assertThat(printed()).contains(line));
  }

  @Test
  void shouldPrintErrorAndStoppedAsJsonWhenOptionIsUnknown() {
    ExitCode end = Main.run(List.of("--odd"), out, false);

    assertThat(end).isEqualTo(ExitCode.USAGE);
    assertThat(printed().lines()).hasSize(2);
    assertThat(printed().lines().findFirst().orElseThrow())
        .startsWith("{\"event\":\"error\",")
        .contains("\"code\":\"usage\"", "--odd");
    assertThat(printed()).endsWith("\"exitCode\":2}\n");
  }

  @Test
  void shouldPrintSentencesWhenOnATerminal() {
    Main.run(List.of("--odd"), out, true);

    assertThat(printed()).isEqualToIgnoringNewLines("Stopped");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
