package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private static final String KEY = "smsieve.kafka.bootstrap-servers";

  @TempDir Path folder;

  @Test
  void shouldTakePropertiesBeforeEnvironmentBeforeFileBeforeDefault() {
    Map<String, String> property = Map.of(KEY, "a:1");
    Map<String, String> variable = Map.of("SMSIEVE_KAFKA_BOOTSTRAP_SERVERS", "b:2");
    Map<String, String> file = Map.of(KEY, "c:3");

    assertThat(new Settings(property, variable, file).get(KEY, "d:4")).isEqualTo("a:1");
    assertThat(new Settings(Map.of(), variable, file).get(KEY, "d:4")).isEqualTo("b:2");
    assertThat(new Settings(Map.of(), Map.of(), file).get(KEY, "d:4")).isEqualTo("c:3");
    assertThat(new Settings(Map.of(), Map.of(), Map.of()).get(KEY, "d:4")).isEqualTo("d:4");
  }

  @Test
  void shouldTakeAnEmptyValueForNone() {
    assertThat(new Settings(Map.of(KEY, " "), Map.of(), Map.of()).find(KEY)).isEmpty();
  }

  @Test
  void shouldFindKafkaPropertiesInEveryPlace() {
    Settings settings =
        new Settings(
            Map.of("smsieve.kafka.properties.\"security.protocol\"", "SASL_SSL"),
            Map.of(
                "SMSIEVE_KAFKA_PROPERTIES__SASL_MECHANISM_", "PLAIN",
                "SMSIEVE_KAFKA_PROPERTIES_CLIENT_ID", "me"),
            Map.of("smsieve.kafka.properties.\"sasl.mechanism\"", "overridden"));

    assertThat(settings.kafkaProperties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "client.id", "me"));
  }

  @Test
  void shouldNotQuoteAFileThatCannotBeRead() throws IOException {
    Path file = Files.writeString(folder.resolve("x.properties"), "password=hunter2\\u00zz");

    assertThatThrownBy(() -> Settings.read(file))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("x.properties")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldNotShowSecretsWhenKafkaDoesNotTakeTheProperties() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("client.properties"),
            """
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=PLAIN
            sasl.jaas.config=broken password="hunter2"
            """);

    CommandRun run =
        CommandRun.of("topics", "--config", file.toString(), "--bootstrap-server", "127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out() + run.err()).doesNotContain("hunter2");
    assertThat(run.err().lines()).hasSize(1);
  }
}
