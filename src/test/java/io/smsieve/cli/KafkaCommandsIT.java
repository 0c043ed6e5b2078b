package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.deadletter.DeadLetter;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to Kafka, against the embedded broker and registry. */
class KafkaCommandsIT {

  private static final String TEXT = "Meet me at the ferry, quay 4";
  private static final String NUMBER = "+15550100199";

  @TempDir static Path data;
  @TempDir Path folder;
  private static EmbeddedStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = EmbeddedStack.start(data);
    assertThat(run("topics", "--create").exitCode()).isZero();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    stack.close();
  }

  private static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--bootstrap-server",
            stack.bootstrapServers(),
            "--config",
            data.resolve("client.properties").toString()));
    try {
      Files.writeString(
          data.resolve("client.properties"), "smsieve.registry.url=" + stack.registryUrl());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void shouldListEveryTopicWhenAllAreThere() {
    CommandRun topics = run("topics");

    assertThat(topics.exitCode()).isZero();
    assertThat(topics.lines()).hasSize(8).noneMatch(line -> line.contains("missing"));
  }

  @Test
  void shouldSendEveryRowInOrderWithItsKey() throws IOException {
    stack.createTopic("produced", 1, Map.of());
    Path file = folder.resolve("in.jsonl");
    Files.writeString(
        file,
        "{\"id\":\"a\",\"text\":\""
            + TEXT
            + "\",\"sender\":\""
            + NUMBER
            + "\",\"kind\":\"x\"}\n"
            + "\n{\"text\":null}\n{\"text\":\"žß 👋\",\"receivedAt\":1}\n");

    CommandRun produced =
        run("produce", file.toString(), "--topic", "produced", "--attribute-columns", "kind");

    assertThat(produced.exitCode()).as(produced.err()).isZero();
    assertThat(produced.err()).contains("3 messages sent to produced");
    RecordDecoder<IncomingSms> decoder = new RecordDecoder<>(stack.registry(), IncomingSms.class);
    List<ConsumerRecord<byte[], byte[]>> records = stack.consume("produced", 3);
    List<IncomingSms> messages = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Decoded<IncomingSms> decoded = decoder.decode(record.value());
      messages.add(((Decoded.Value<IncomingSms>) decoded).value());
    }
    assertThat(messages).extracting(IncomingSms::getText).containsExactly(TEXT, null, "žß 👋");
    assertThat(messages)
        .extracting(IncomingSms::getId)
        .containsExactly("a", "in.jsonl:3", "in.jsonl:4");
    assertThat(messages.get(0).getAttributes()).containsExactly(Map.entry("kind", "x"));
    assertThat(messages.get(2).getReceivedAt()).isEqualTo(Instant.ofEpochMilli(1));
    assertThat(new String(records.get(0).key(), UTF_8)).isEqualTo("a");
  }

  @Test
  void shouldNameTheLineAndNotQuoteItWhenARowIsNoUse() throws IOException {
    Path file = folder.resolve("bad.jsonl");
    Files.writeString(file, "{\"text\":\"fine\"}\n{\"text\":\"" + TEXT + "\n");

    CommandRun produced = run("produce", file.toString());

    assertThat(produced.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(produced.err()).contains("bad.jsonl:2: expected one JSON object");
    assertThat(produced.err()).doesNotContain("ferry");
  }

  @Test
  void shouldHideTextsAndNumbersUnlessAskedWhenTailing() throws IOException {
    stack.createTopic("tailed", 2, Map.of());
    Path file = folder.resolve("in.csv");
    Files.writeString(file, "id,text,sender\na,\"" + TEXT + "\"," + NUMBER + "\n");
    assertThat(run("produce", file.toString(), "--topic", "tailed").exitCode()).isZero();

    for (String form : new String[] {"--json", "--no-follow"}) {
      CommandRun tail =
          run("tail", "--topic", "tailed", "--from", "beginning", "--limit", "1", form);
      assertThat(tail.exitCode()).as(tail.err()).isZero();
      assertThat(tail.out()).contains("tailed").doesNotContain("ferry").doesNotContain(NUMBER);
    }
    assertThat(
            run("tail", "--topic", "tailed", "--from", "beginning", "--limit", "1", "--show-text")
                .out())
        .contains(TEXT)
        .contains(NUMBER);
  }

  @Test
  void shouldPutADeadLetterBackOnceWithKeyValueAndHeadersAsTheyWere() {
    stack.createTopic("origin", 3, Map.of());
    byte[] value = {1, 2, 3, (byte) 0xff};
    Headers original =
        new RecordHeaders().add("trace", new byte[] {9}).add("none", null).add("trace", null);
    DeadLetter letter =
        new DeadLetter(
            DeadLetterReason.NOT_FRAMED, "origin", 2, 41, Instant.parse("2026-01-01T00:00:00Z"), 1);
    put("key".getBytes(UTF_8), value, DeadLetterHeaders.of(original, letter));

    CommandRun dry = run("dead-letters", "replay", "--topic", "origin", "--dry-run");
    assertThat(dry.out()).contains("1 dead letters").contains("would be put back");
    assertThat(stack.contents("origin")).isEmpty();
    CommandRun first = run("dead-letters", "replay", "--topic", "origin");
    CommandRun second = run("dead-letters", "replay", "--topic", "origin", "--json");

    assertThat(first.out()).as(first.err()).contains("1 dead letters").contains("put back");
    assertThat(second.out()).contains("\"replayed\":0").contains("\"replayedBefore\":1");
    List<ConsumerRecord<byte[], byte[]>> back = stack.contents("origin");
    assertThat(back).hasSize(1);
    ConsumerRecord<byte[], byte[]> record = back.get(0);
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo(value);
    List<Header> headers = Arrays.asList(record.headers().toArray());
    assertThat(headers.subList(0, 3)).containsExactly(original.toArray());
    assertThat(headers).hasSize(4);
    assertThat(DeadLetterHeaders.attempt(record.headers())).isEqualTo(2);
    assertThat(run("dead-letters", "list", "--topic", "origin").out())
        .contains("NOT_FRAMED")
        .contains("origin:2:41")
        .contains("replayed");
  }

  @Test
  void shouldCountByReasonAndSayHowManyAreNotOurs() {
    DeadLetter letter = new DeadLetter(DeadLetterReason.BLANK, "elsewhere", 0, 1, Instant.EPOCH, 3);
    put(null, null, DeadLetterHeaders.of(new RecordHeaders(), letter));
    put(null, new byte[] {1}, new RecordHeaders());

    CommandRun list = run("dead-letters", "list", "--by-reason", "--topic", "elsewhere", "--json");

    assertThat(list.lines()).hasSize(1);
    assertThat(list.out()).contains("\"reason\":\"BLANK\",\"count\":1");
    assertThat(list.err()).contains("no letters of Smsieve");
  }

  @Test
  void shouldRefuseToReplayWhenNothingIsChosen() {
    assertThat(run("dead-letters", "replay").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void shouldEndInOneLineWithCode4WhenThereIsNoBroker() {
    long start = System.nanoTime();
    CommandRun topics = CommandRun.of("topics", "--bootstrap-server", "127.0.0.1:1");

    assertThat(topics.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(topics.err().lines()).hasSize(1);
    assertThat(topics.err()).contains("127.0.0.1:1").contains("--bootstrap-server");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(15);
  }

  @Test
  void shouldEndInOneLineWithCode4WhenThereIsNoRegistry() {
    CommandRun tail =
        CommandRun.of(
            "tail",
            "--bootstrap-server",
            stack.bootstrapServers(),
            "--registry",
            "http://127.0.0.1:1/apis/ccompat/v7");

    assertThat(tail.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(tail.err().lines()).hasSize(1);
    assertThat(tail.err()).contains("127.0.0.1:1");
  }

  private static void put(byte[] key, byte[] value, Headers headers) {
    stack.produce(List.of(new ProducerRecord<>("sms.dead-letter", 0, key, value, headers)));
  }
}
