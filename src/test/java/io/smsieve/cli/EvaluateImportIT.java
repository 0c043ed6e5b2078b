package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code smsieve evaluate import} against the embedded broker and registry. */
class EvaluateImportIT {

  @TempDir Path folder;
  private static EmbeddedStack stack;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.shared();
  }

  private static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("evaluate", "import"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", stack.bootstrapServers()));
    all.addAll(List.of("--registry", stack.registryUrl().toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static List<LabelledExample> examples(String topic, int count) {
    RecordDecoder<LabelledExample> decoder =
        new RecordDecoder<>(stack.registry(), LabelledExample.class);
    List<LabelledExample> examples = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : stack.consume(topic, count)) {
      LabelledExample example =
          ((Decoded.Value<LabelledExample>) decoder.decode(record.value())).value();
      assertThat(new String(record.key(), UTF_8)).isEqualTo(example.getId());
      examples.add(example);
    }
    return examples;
  }

  @Test
  void shouldSendEveryRowWithAllItsFields() throws IOException {
    stack.createTopic("fields", 1, Map.of());
    Path file = folder.resolve("in.jsonl");
    Files.writeString(
        file,
        "{\"id\":\"a\",\"text\":\"žß 👋\",\"spam\":true,\"political\":false,\"kind\":\"x\","
            + "\"seen\":1000}\n"
            + "{\"text\":\"later\",\"spam\":null,\"source\":\"raters\",\"seen\":2000}\n");

    CommandRun run =
        run(
            file.toString(),
            "--topic",
            "fields",
            "--attribute-columns",
            "kind",
            "--time-column",
            "seen");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("2 examples sent to fields");
    List<LabelledExample> examples = examples("fields", 2);
    LabelledExample first = examples.get(0);
    assertThat(first.getId()).isEqualTo("a");
    assertThat(first.getText()).isEqualTo("žß 👋");
    assertThat(first.getSpam()).isTrue();
    assertThat(first.getPolitical()).isFalse();
    assertThat(first.getSource()).isEqualTo("in.jsonl");
    assertThat(first.getAttributes()).containsExactly(Map.entry("kind", "x"));
    assertThat(first.getObservedAt()).isEqualTo(Instant.ofEpochMilli(1000));
    LabelledExample second = examples.get(1);
    assertThat(second.getSpam()).isNull();
    assertThat(second.getPolitical()).isNull();
    assertThat(second.getSource()).isEqualTo("raters");
  }

  @Test
  void shouldGiveTheSameIdsWhenImportedAgainWithCorrectedLabelsInAnotherFormat()
      throws IOException {
    stack.createTopic("twice", 1, Map.of());
    Path first = folder.resolve("first.csv");
    Files.writeString(first, "text,spam\nferry at 7,1\nwin now,1\n");
    Path second = folder.resolve("second.jsonl");
    Files.writeString(
        second, "{\"text\":\"win now\",\"spam\":true}\n{\"text\":\"ferry at 7\",\"spam\":false}\n");

    for (Path file : List.of(first, second, second)) {
      assertThat(run(file.toString(), "--topic", "twice", "--source", "mine").exitCode()).isZero();
    }

    List<LabelledExample> examples = examples("twice", 6);
    assertThat(new HashSet<>(examples.stream().map(LabelledExample::getId).toList())).hasSize(2);
    LabelledExample corrected = examples.get(5);
    assertThat(corrected.getId()).isEqualTo(examples.get(0).getId());
    assertThat(corrected.getSpam()).isFalse();
  }

  @Test
  void shouldSayWhatWasSentBeforeARowThatIsNoUse() throws IOException {
    stack.createTopic("partly", 1, Map.of());
    Path file = folder.resolve("in.csv");
    Files.writeString(file, "text,spam\na,1\nferry,perhaps\n");

    CommandRun run = run(file.toString(), "--topic", "partly");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("in.csv:3: expected").contains("1 examples were sent before");
    assertThat(run.err()).doesNotContain("ferry");
    assertThat(stack.contents("partly")).hasSize(1);
  }

  @Test
  void shouldRefuseAnExampleThatNoBrokerTakes() throws IOException {
    stack.createTopic("large", 1, Map.of());
    Path file = folder.resolve("in.jsonl");
    Files.writeString(file, "{\"text\":\"" + "x".repeat(1_000_001) + "\",\"spam\":true}\n");

    CommandRun run = run(file.toString(), "--topic", "large");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("in.jsonl:1: expected an example of at most 1000000 bytes");
  }

  @Test
  void shouldNameTheTopicWhenThereIsNone() throws IOException {
    Path file = folder.resolve("in.csv");
    Files.writeString(file, "text,spam\na,1\n");

    CommandRun run = run(file.toString(), "--topic", "nowhere");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("expected the topic nowhere");
  }
}
