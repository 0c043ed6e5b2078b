package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps {@code smsieve run} from starting is said in one line. */
class RunCommandIT {

  @TempDir private Path folder;

  @Test
  void shouldSayThatTheHttpPortIsTaken() throws IOException, InterruptedException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      assertRefused(
          Map.of("quarkus.http.port", port), "HTTP port " + port, "taken", "choose another");
    }
  }

  @Test
  void shouldSayThatThereIsNoGpu() throws IOException, InterruptedException {
    assertRefused(Map.of("smsieve.provider", "cuda"), "the model cannot be opened");
  }

  private void assertRefused(Map<String, String> settings, String... words)
      throws IOException, InterruptedException {
    try (RunProcess run = RunProcess.start(folder.resolve("run.log"), settings)) {
      assertThat(run.awaitExit()).isEqualTo(3);
      assertThat(run.log().lines().filter(line -> line.startsWith("smsieve: ")))
          .singleElement()
          .satisfies(line -> assertThat(line).contains(words));
    }
  }
}
