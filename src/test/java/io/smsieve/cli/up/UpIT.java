package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.cli.ExitCode;
import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built artefact with real processes, as a newcomer starts it. */
class UpIT {

  private static final int SIGINT = 128 + 2;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @BeforeAll
  static void buildLauncher() throws IOException {
    EmbeddedStack.build();
  }

  @Test
  void shouldAccountForEveryMessage() throws IOException, InterruptedException {
    for (int run = 1; run <= 2; run++) {
      try (UpProcess up = UpProcess.start(folder, "--messages", "200", "--exit", "--json")) {
        assertThat(up.awaitExit()).as(up.err()).isZero();
        JsonNode summary = new ObjectMapper().readTree(up.out());
        assertThat(summary.get("produced").asInt()).isEqualTo(200);
        assertThat(sum(summary)).as("a run on the same folder counts its own only").isEqualTo(200);
        assertThat(summary.get("secondsToFirstVerdict").asDouble()).isPositive();
        assertThat(summary.get("messagesPerSecond").asDouble()).isPositive();
        assertThat(summary.get("bundle").asText()).isNotBlank();
        assertThat(summary.get("provider").asText()).isEqualTo("CPU");
        assertThat(summary.get("examples").asLong()).isNotNegative();
      }
    }
  }

  @Test
  void shouldShowTheLastWindowsAndStopEverythingInOrderOnCtrlC()
      throws IOException, InterruptedException {
    try (UpProcess up = UpProcess.start(folder, "--examples", "50")) {
      up.awaitVerdicts();
      await().atMost(LIMIT).until(() -> up.out().matches("(?s).*accuracy [0-9.]+% \\(.*n = .*"));
      List<ProcessHandle> below = up.descendants();
      assertThat(below).as("launcher, broker, registry, filter").hasSize(4);

      up.interruptGroup();

      assertThat(up.awaitExit()).isEqualTo(SIGINT);
      assertThat(below).noneMatch(ProcessHandle::isAlive);
      assertThat(up.out())
          .containsSubsequence("stopping the filter", "stopping the launcher")
          .doesNotContain("killed the");
    }
  }

  @Test
  void shouldNameADeadProcessAndStopTheOthers() throws IOException, InterruptedException {
    try (UpProcess up = UpProcess.start(folder)) {
      up.awaitVerdicts();
      List<ProcessHandle> below = up.descendants();
      up.descendant("BrokerMain").destroyForcibly();

      assertThat(up.awaitExit()).isEqualTo(ExitCode.GAVE_UP);
      assertThat(up.err()).contains("smsieve: the broker died (exit code 137); its log: ");
      assertThat(below).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void shouldNameADeadFilterAndItsLog() throws IOException, InterruptedException {
    try (UpProcess up = UpProcess.start(folder)) {
      up.awaitVerdicts();
      List<ProcessHandle> below = up.descendants();
      up.descendant("--exit-when-stdin-closes").destroyForcibly();

      assertThat(up.awaitExit()).isEqualTo(ExitCode.GAVE_UP);
      assertThat(up.err())
          .contains("smsieve: the filter died (exit code 137), having said: ", "filter.log");
      assertThat(below).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void shouldRefuseTheFolderOfAnotherAndLeaveNothingBehindWhenKilled()
      throws IOException, InterruptedException {
    try (UpProcess up = UpProcess.start(folder)) {
      up.awaitVerdicts();
      Path other = Files.createDirectory(folder.resolve("second"));
      try (UpProcess second = UpProcess.start(other, folder.resolve("kept"))) {
        assertThat(second.awaitExit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(second.err()).contains("smsieve: ").contains("kept");
      }
      List<ProcessHandle> below = up.descendants();
      up.kill();
      await().atMost(LIMIT).until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  private static int sum(JsonNode summary) {
    return summary.get("spam").asInt()
        + summary.get("ham").asInt()
        + summary.get("deadLetter").asInt();
  }
}
