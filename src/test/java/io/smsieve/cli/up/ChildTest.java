package io.smsieve.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smsieve.cli.CommandFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void shouldStopWhenStandardInputEnds() {
    Child child = Child.talking("cat", List.of("cat"));
    assertThat(child.exitCode()).isEmpty();
    assertThat(child.stop(PATIENCE)).isTrue();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  void shouldKillWhatDoesNotStop() {
    Child child = Child.talking("sleeper", List.of("sleep", "60"));
    assertThat(child.stop(Duration.ofMillis(100))).isFalse();
    assertThat(child.exitCode()).isPresent();
  }

  @Test
  void shouldLeaveTheTerminalsSignalsToUs() throws IOException, InterruptedException {
    Child child = Child.talking("cat", List.of("/bin/sh", "-c", "echo up; exec cat"));
    BufferedReader output = new BufferedReader(new InputStreamReader(child.output(), UTF_8));
    assertThat(output.readLine()).isEqualTo("up");
    for (String signal : List.of("INT", "HUP")) {
      assertThat(
              new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                  .start()
                  .waitFor())
          .isZero();
    }
    assertThat(child.exitCode()).isEmpty();
    assertThat(child.stop(PATIENCE)).isTrue();
  }

  @Test
  void shouldWriteOutputAndErrorsToTheLog() throws IOException {
    Path log = folder.resolve("a log");
    Child child = Child.logging("talker", List.of("/bin/sh", "-c", "echo a; echo b >&2"), log);
    await().atMost(PATIENCE).until(() -> child.exitCode().isPresent());
    assertThat(Files.readString(log)).isEqualTo("a\nb\n");
    assertThat(child.log()).contains(log);
  }

  @Test
  void shouldSayWhatCannotBeStarted() {
    Path noFolder = folder.resolve("missing").resolve("log");
    assertThatThrownBy(() -> Child.logging("filter", List.of("true"), noFolder))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("cannot start the filter");
  }
}
