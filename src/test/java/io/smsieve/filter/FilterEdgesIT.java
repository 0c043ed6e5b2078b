package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.FlawedBundle;
import io.smsieve.testing.Messages;
import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The real process with messages that are rare, and beside others of its kind. */
class FilterEdgesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> OUTPUTS = List.of("spam", "ham", "dead");
  // Far above the input topic's limit, and far below it when compressed.
  private static final String LONG = "all the same ".repeat(240_000);

  @TempDir static Path folder;
  private static EmbeddedStack stack;

  private String name;
  private RecordEncoder<IncomingSms> encoder;

  @BeforeAll
  static void startStack() {
    stack = EmbeddedStack.shared();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    encoder =
        new RecordEncoder<>(stack.registry(), name + ".in-value", IncomingSms.getClassSchema());
    stack.createFilterTopics(name, 4);
  }

  @Test
  void shouldPutAsideEachOddMessageAndHarmNoneBesideIt() throws Exception {
    String text = "marker-zebra-quill";
    IncomingSms good = Messages.of("good", text);
    Map<DeadLetterReason, byte[]> odd = new HashMap<>();
    odd.put(
        DeadLetterReason.UNSCORABLE,
        encoder.encode(Messages.of("u", text + " " + FlawedBundle.WORD)));
    odd.put(
        DeadLetterReason.FROM_THE_FUTURE,
        encoder.encode(
            IncomingSms.newBuilder(good)
                .setReceivedAt(Instant.parse("2099-01-01T00:00:00Z"))
                .build()));
    odd.put(
        DeadLetterReason.TOO_LARGE,
        encoder.encode(IncomingSms.newBuilder(good).setAttributes(Map.of("x", LONG)).build()));
    odd.put(DeadLetterReason.NOT_FRAMED, LONG.getBytes(UTF_8));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : odd.values()) {
      records.add(record(value));
      records.add(record(encoder.encode(good)));
    }
    stack.produce(records, Map.of("compression.type", "gzip", "max.request.size", 9_000_000));
    Map<String, String> settings = settings();
    settings.put("smsieve.model.bundle", FlawedBundle.in(folder.resolve("flawed")).toString());
    settings.put("quarkus.log.console.json.enabled", "true");
    settings.put("quarkus.log.level", "DEBUG");
    try (RunProcess run = start(settings)) {
      run.awaitReady();
      await().atMost(LIMIT).until(() -> count() == records.size());
      assertThat(run.status("/q/health/ready")).isEqualTo(200);
      // A caller's words reach neither log nor metrics, wherever they are.
      assertThat(run.get("/api/v1/" + text).statusCode()).isEqualTo(404);
      assertThat(run.get("/" + text + "?" + text).statusCode()).isEqualTo(404);
      assertThat(run.post("/" + text, text).statusCode()).isEqualTo(404);
      assertThat(run.post("/q/" + text, text).statusCode()).isEqualTo(405);
      assertThat(run.get("/q/metrics").body())
          .contains("kafka_stream_thread_process_total", "kafka_consumer_last_poll_seconds_ago")
          .doesNotContain("zebra");
      run.terminate();
      assertThat(run.log()).doesNotContain("zebra").doesNotContain(FlawedBundle.WORD);
      assertJson(run.log());
    }
    Map<DeadLetterReason, byte[]> found = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : stack.contents(topic("dead"))) {
      found.put(DeadLetterHeaders.read(letter.headers()).orElseThrow().reason(), letter.value());
    }
    assertThat(found.keySet()).isEqualTo(odd.keySet());
    odd.forEach((reason, value) -> assertThat(found.get(reason)).as("%s", reason).isEqualTo(value));
  }

  private static void assertJson(String log) throws IOException {
    List<String> lines = log.lines().filter(line -> line.startsWith("{")).toList();
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines) {
      JsonNode event = new ObjectMapper().readTree(line);
      assertThat(event.has("timestamp") && event.has("level") && event.has("message")).isTrue();
    }
  }

  @Test
  void shouldWaitForAWiderTopicWhenADeadLetterDoesNotFit() throws Exception {
    byte[] large = LONG.getBytes(UTF_8);
    stack.produce(
        List.of(record(large)), Map.of("compression.type", "gzip", "max.request.size", 9_000_000));
    Map<String, String> settings = settings();
    // What whoever wrote the record saved by compression is not saved again.
    settings.put("smsieve.kafka.properties.\"producer.compression.type\"", "none");
    settings.put("smsieve.retry.longest-pause", "1s");
    settings.put("smsieve.retry.give-up-after", "1s");
    try (RunProcess run = start(settings)) {
      await()
          .atMost(LIMIT)
          .until(() -> answer(run, "/q/health/ready").contains("does not fit its output topic"));
      assertThat(run.status("/q/health/live")).isEqualTo(200);
      stack.setMaxMessageBytes(topic("dead"), 9_000_000);
      stack.setMaxMessageBytes(topic("spam"), 9_000_000);
      stack.setMaxMessageBytes(topic("ham"), 9_000_000);
      await().atMost(LIMIT).until(() -> count() == 1);
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
    }
    assertThat(stack.contents(topic("dead")).get(0).value()).isEqualTo(large);
  }

  @Test
  void shouldShareTheWorkTakeOverFromOneThatStopsAndWaitForABrokerThatIsAway() throws Exception {
    try (RunProcess first = start(settings());
        RunProcess second = start(settings())) {
      first.awaitReady();
      second.awaitReady();
      await().atMost(LIMIT).until(() -> partitions(first) == 2 && partitions(second) == 2);
      stack.produce(messages(0, 200));
      await().atMost(LIMIT).until(() -> count() == 200);
      assertThat(labelledBy(first)).isPositive();
      assertThat(labelledBy(second)).isPositive();
      assertThat(labelledBy(first) + labelledBy(second)).isEqualTo(200);

      stack.produce(messages(200, 300));
      assertThat(first.terminate()).isIn(0, 143);
      stack.produce(messages(300, 400));
      await().atMost(LIMIT).until(() -> count() >= 400);

      shouldSayThatTheBrokerIsAway(second);
      stack.produce(messages(400, 450));
      await().atMost(LIMIT).until(() -> count() >= 450);
      await().atMost(LIMIT).until(() -> second.status("/q/health/ready") == 200);
    }
    assertThat(count()).isEqualTo(450);
    List<ConsumerRecord<byte[], byte[]>> labelled = new ArrayList<>(stack.contents(topic("spam")));
    labelled.addAll(stack.contents(topic("ham")));
    assertThat(labelled)
        .extracting(record -> new String(record.key(), UTF_8))
        .hasSize(450)
        .doesNotHaveDuplicates();
  }

  private static void shouldSayThatTheBrokerIsAway(RunProcess run) throws Exception {
    signal("STOP");
    try {
      await()
          .atMost(LIMIT)
          .until(() -> answer(run, "/q/health/ready").contains("WAITING_FOR_BROKER"));
      assertThat(run.status("/q/health/ready")).isEqualTo(503);
      assertThat(run.status("/q/health/live")).isEqualTo(200);
    } finally {
      signal("CONT");
    }
  }

  private static void signal(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(stack.process("broker").pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  private static int partitions(RunProcess run) {
    return (int)
        run.get("/q/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("kafka_consumer_coordinator_assigned_partitions{"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
  }

  private static long labelledBy(RunProcess run) throws IOException {
    JsonNode messages =
        new ObjectMapper().readTree(run.get("/api/v1/status").body()).get("messages");
    return messages.get("spam").asLong() + messages.get("ham").asLong();
  }

  private static String answer(RunProcess run, String path) {
    return run.status(path) == 0 ? "" : run.get(path).body();
  }

  private RunProcess start(Map<String, String> settings) throws IOException {
    return RunProcess.start(folder.resolve(name + ".log"), settings);
  }

  private Map<String, String> settings() {
    return RunProcess.filterSettings(name, stack.bootstrapServers(), stack.registryUrl());
  }

  private String topic(String output) {
    return name + "." + output;
  }

  private List<ProducerRecord<byte[], byte[]>> messages(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      byte[] value = encoder.encode(Messages.of(Integer.toString(i), "message number " + i));
      records.add(
          new ProducerRecord<>(name + ".in", i % 4, Integer.toString(i).getBytes(UTF_8), value));
    }
    return records;
  }

  private ProducerRecord<byte[], byte[]> record(byte[] value) {
    return new ProducerRecord<>(name + ".in", "key".getBytes(UTF_8), value);
  }

  private int count() {
    return OUTPUTS.stream().mapToInt(output -> stack.contents(topic(output)).size()).sum();
  }
}
