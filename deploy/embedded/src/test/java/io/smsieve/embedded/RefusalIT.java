package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that must fail, each with one line that says what to do. */
class RefusalIT {

  @TempDir Path data;

  @Test
  void shouldNamePortOptionAndOwnerWhenPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      JsonNode error = refuse(ExitCode.PORT_TAKEN, "--kafka-port", port);

      assertThat(error.get("message").asText())
          .contains(port, "process " + ProcessHandle.current().pid(), "--kafka-port 0");
    }
  }

  @Test
  void shouldNameHolderWhenDataFolderIsInUse() throws Exception {
    try (Run first = Run.start(data, "--only", "registry")) {
      first.ready();

      JsonNode error = refuse(ExitCode.IN_USE);

      assertThat(error.get("message").asText())
          .contains("process " + first.pid(), data.toString(), "--data");
    }
  }

  @Test
  void shouldSayWhyWhenDataFolderCannotBeMade() throws Exception {
    Path file = Files.createFile(data.resolve("file"));

    try (Run run = Run.start(file.resolve("below"))) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.ENVIRONMENT.number());
      assertThat(run.event("error").get("message").asText())
          .contains(file.toString(), "cannot be written to", "--data");
    }
  }

  @Test
  void shouldShowReasonAndLogWhenBrokerDiesAtStart() throws Exception {
    JsonNode error =
        refuse(ExitCode.NOT_READY, "--only", "broker", "--broker-property", "num.io.threads=zero");

    assertThat(error.get("process").asText()).isEqualTo("broker");
    assertThat(error.get("message").asText()).contains("num.io.threads", "zero", "broker.log");
  }

  @Test
  void shouldNameTopicWhenItsConfigIsRefused() throws Exception {
    JsonNode error =
        refuse(ExitCode.NOT_READY, "--only", "broker", "--topic", "sms.odd:1:no.such.config=1");

    assertThat(error.get("message").asText()).contains("sms.odd", "no.such.config");
  }

  @Test
  void shouldGiveUpWhenNotReadyInTime() throws Exception {
    JsonNode error = refuse(ExitCode.NOT_READY, "--only", "registry", "--ready-timeout", "1");

    assertThat(error.get("message").asText()).contains("registry was not ready after 1 s");
  }

  private JsonNode refuse(ExitCode expected, String... options)
      throws IOException, InterruptedException {
    try (Run run = Run.start(data, options)) {
      assertThat(run.exitCode()).isEqualTo(expected.number());
      JsonNode error = run.event("error");
      assertThat(error.get("code").asText()).isEqualTo(expected.label());
      assertThat(run.event("stopped").get("exitCode").asInt()).isEqualTo(expected.number());
      return error;
    }
  }
}
