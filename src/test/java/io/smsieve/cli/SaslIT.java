package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a broker that asks for a password. */
class SaslIT {

  @TempDir static Path data;
  private static EmbeddedStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack =
        EmbeddedStack.start(
            data,
            "--only",
            "broker",
            "--broker-property",
            "listener.security.protocol.map="
                + "CLIENTS:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "--broker-property",
            "sasl.enabled.mechanisms=PLAIN",
            "--broker-property",
            "listener.name.clients.plain.sasl.jaas.config="
                + "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " user_alice=\"s3cret-one\";");
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    stack.close();
  }

  private static CommandRun topics(String password) throws IOException {
    Path config = data.resolve("client.properties");
    Files.writeString(
        config,
        "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config="
            + "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"alice\" password=\""
            + password
            + "\";\n");
    return CommandRun.of(
        "topics",
        "--create",
        "--config",
        config.toString(),
        "--bootstrap-server",
        stack.bootstrapServers());
  }

  @Test
  void shouldConnectWithTheClientPropertiesOfAFile() throws IOException {
    CommandRun run = topics("s3cret-one");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(8);
  }

  @Test
  void shouldSayThatCredentialsAreRefusedAndNotShowThem() throws IOException {
    CommandRun run = topics("s3cret-two");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("credentials").doesNotContain("s3cret");
  }

  @Test
  void shouldSayWhatToCheckWhenTheProtocolIsAnother() {
    long start = System.nanoTime();
    CommandRun run = CommandRun.of("topics", "--bootstrap-server", stack.bootstrapServers());

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("security.protocol");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(15);
  }
}
