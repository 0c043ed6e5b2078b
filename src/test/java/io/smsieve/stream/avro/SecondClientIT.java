package io.smsieve.stream.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.record.IncomingSms;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.Messages;
import io.smsieve.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Confluent's Python client writes what we read and reads what we wrote. Needs the packages of
 * {@code src/test/python/requirements.txt} in the Python that SMSIEVE_TEST_PYTHON names, else in
 * python3; skipped where they are missing, except with CI=true.
 */
class SecondClientIT {

  private static final Path BASE = Path.of(System.getProperty("basedir", ""));
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("SMSIEVE_TEST_PYTHON")).orElse("python3");
  private static final String TEXT = "Grüße 👋 \u0000 汉字";

  private static EmbeddedStack stack;

  /** Before each and not before all, so that a skipped test is counted and named. */
  @BeforeEach
  void start() throws IOException, InterruptedException {
    if (stack == null) {
      Requirement.met(
          hasClient(),
          PYTHON
              + " with confluent_kafka and Avro for SecondClientIT:"
              + " pip install -r src/test/python/requirements.txt, and name that Python in"
              + " SMSIEVE_TEST_PYTHON");
      stack = EmbeddedStack.shared();
    }
  }

  private static boolean hasClient() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import confluent_kafka.schema_registry.avro")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  @Test
  void shouldDecodeWhatPythonWrote() throws IOException, InterruptedException {
    stack.createTopic("from-python", 1, Map.of());
    String schema = BASE.resolve(Path.of("schemas", "IncomingSms.avsc")).toString();
    String lines = line("p1", "\"" + TEXT.replace("\u0000", "\\u0000") + "\"") + line("p2", "null");

    run(lines, "write", "from-python", schema);

    RecordDecoder<IncomingSms> decoder = new RecordDecoder<>(stack.registry(), IncomingSms.class);
    List<Decoded<IncomingSms>> decoded = new ArrayList<>();
    stack.consume("from-python", 2).forEach(r -> decoded.add(decoder.decode(r.value())));
    assertThat(decoded)
        .containsExactly(
            new Decoded.Value<>(python("p1", TEXT)), new Decoded.Value<>(python("p2", null)));
  }

  private static String line(String id, String text) {
    return "{\"id\":\""
        + id
        + "\",\"sender\":\"Bank\",\"recipient\":null,\"text\":"
        + text
        + ",\"receivedAt\":1767323045678,\"attributes\":{\"route\":\"é\"}}\n";
  }

  private static IncomingSms python(String id, String text) {
    return new IncomingSms(
        id, "Bank", null, text, Instant.ofEpochMilli(1_767_323_045_678L), Map.of("route", "é"));
  }

  @Test
  void shouldWriteWhatPythonReads() throws IOException, InterruptedException {
    stack.createTopic("from-java", 1, Map.of());
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(
            stack.registry(), RecordEncoder.subjectOf("from-java"), IncomingSms.getClassSchema());
    IncomingSms message = Messages.of("j1", TEXT);
    stack.produce(List.of(new ProducerRecord<>("from-java", encoder.encode(message))));

    JsonNode read = new ObjectMapper().readTree(run("", "read", "from-java", "1"));

    assertThat(read.get("id").asText()).isEqualTo("j1");
    assertThat(read.get("text").asText()).isEqualTo(TEXT);
    assertThat(read.get("sender").asText()).isEqualTo(message.getSender());
    assertThat(read.get("receivedAt").asLong()).isEqualTo(message.getReceivedAt().toEpochMilli());
    assertThat(read.get("attributes").get("route").asText()).isEqualTo("test");
  }

  private String run(String input, String direction, String topic, String last)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                PYTHON,
                BASE.resolve(Path.of("src", "test", "python", "second_client.py")).toString(),
                direction,
                stack.bootstrapServers(),
                stack.registryUrl().toString(),
                topic,
                last)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("exit code of the Python client").isZero();
    return printed;
  }
}
