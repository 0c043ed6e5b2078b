package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.Messages;
import io.smsieve.testing.RegistryProxy;
import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The real process against a real broker and registry, through what goes wrong between them. */
class FilterIT {

  private static final int PARTITIONS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final List<String> OUTPUTS = List.of("spam", "ham", "dead");

  @TempDir static Path folder;
  private static EmbeddedStack stack;
  private static RegistryProxy registry;

  private String name;
  private RecordEncoder<IncomingSms> encoder;

  @BeforeAll
  static void startStack() throws IOException {
    stack =
        EmbeddedStack.start(
            folder.resolve("data"),
            "--restart-dead",
            // Transactions of a killed process are ended on time.
            "--broker-property",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000");
    registry = RegistryProxy.of(stack.registryUrl());
  }

  @AfterAll
  static void stopStack() throws IOException, InterruptedException {
    registry.close();
    stack.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    encoder =
        new RecordEncoder<>(stack.registry(), name + ".in-value", IncomingSms.getClassSchema());
    registry.setAway(false);
    stack.createTopic(
        name + ".in",
        PARTITIONS,
        Map.of(
            "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE), "retention.ms", "-1"));
    for (String output : OUTPUTS) {
      // Some timestamps here are old, and the broker would delete such records any moment.
      stack.createTopic(
          topic(output), PARTITIONS, Map.of("max.message.bytes", "2000000", "retention.ms", "-1"));
    }
  }

  @Test
  void shouldAccountForEveryMessageAndShowNoneOfThem() throws Exception {
    String text = "marker-zebra-quill";
    String number = "+15559876543";
    IncomingSms marked = IncomingSms.newBuilder(Messages.of("id", text)).setSender(number).build();
    byte[] good = encoder.encode(marked);
    byte[] unknown = ByteBuffer.wrap(good.clone()).putInt(1, 999_999).array();
    byte[] extended = Arrays.copyOf(good, good.length + 1);
    byte[] tooLong = encoder.encode(Messages.of("long", (text + " ").repeat(20_000)));
    Map<DeadLetterReason, byte[]> bad = new LinkedHashMap<>();
    bad.put(DeadLetterReason.NULL_VALUE, null);
    bad.put(DeadLetterReason.NOT_FRAMED, (text + number).getBytes(UTF_8));
    bad.put(DeadLetterReason.UNKNOWN_SCHEMA, unknown);
    bad.put(DeadLetterReason.MALFORMED, extended);
    bad.put(DeadLetterReason.TOO_MANY_CHARACTERS, tooLong);
    bad.put(DeadLetterReason.MISSING_TEXT, encoder.encode(Messages.of("none", null)));
    bad.put(DeadLetterReason.BLANK, encoder.encode(Messages.of("blank", " \u200b")));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    long time = 1;
    for (byte[] value : bad.values()) {
      records.add(record(text, value, time++));
      records.add(record(text, good, Long.MAX_VALUE));
    }
    stack.produce(records);
    Map<String, String> settings = settings();
    settings.put("quarkus.log.level", "DEBUG");
    settings.put("quarkus.log.category.\"org.apache.kafka\".level", "DEBUG");
    settings.put("quarkus.log.category.\"io.smsieve\".level", "DEBUG");
    try (RunProcess run = RunProcess.start(folder.resolve(name + ".log"), settings)) {
      run.awaitReady();
      awaitOutputs(records.size());
      List<String> seen = new ArrayList<>();
      seen.add(run.get("/q/metrics").body());
      seen.add(run.get("/q/health").body());
      seen.add(run.get("/api/v1/status").body());
      seen.add(run.post("/api/v1/classify", "{\"text\": \"" + text + number).body());
      seen.add(run.post("/api/v1/classify", "{\"" + text + "\": \"" + number + "\"}").body());
      seen.add(run.post("/api/v1/classify", "[\"" + text + number + "\"]").body());
      seen.add(run.post("/api/v1/nowhere", text + number).body());
      // The failure path: a schema that is not known yet, and nobody to ask.
      registry.setAway(true);
      stack.produce(List.of(record(text, renamed(good), 1)));
      await().atMost(LIMIT).until(() -> run.get("/q/health/ready").body().contains("RETRYING"));
      seen.add(run.get("/q/health").body());
      registry.setAway(false);
      awaitOutputs(records.size() + 1);
      assertThat(run.get("/q/metrics").body()).contains("smsieve_messages_total");
      assertThat(run.terminate()).isIn(0, 143);
      seen.add(run.log());
      assertThat(seen).allSatisfy(s -> assertThat(s).doesNotContain("zebra", "5559876543"));
    }
    assertDeadLetters(bad);
    for (ConsumerRecord<byte[], byte[]> labelled : labelled()) {
      assertThat(decode(labelled).getMessage()).isEqualTo(marked);
      assertThat(labelled.key()).isEqualTo(text.getBytes(UTF_8));
      assertThat(labelled.headers().toArray()).hasSize(1);
    }
  }

  private void assertDeadLetters(Map<DeadLetterReason, byte[]> bad) {
    Map<DeadLetterReason, byte[]> found = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : stack.contents(topic("dead"))) {
      Header[] headers = letter.headers().toArray();
      assertThat(headers[0].key()).isEqualTo("carrier");
      for (Header header : Arrays.copyOfRange(headers, 1, headers.length)) {
        assertThat(new String(header.value(), UTF_8)).doesNotContain("zebra", "5559876543");
      }
      found.put(DeadLetterHeaders.read(letter.headers()).orElseThrow().reason(), letter.value());
    }
    assertThat(found.keySet()).isEqualTo(bad.keySet());
    bad.forEach((reason, value) -> assertThat(found.get(reason)).as("%s", reason).isEqualTo(value));
  }

  @Test
  void shouldGoOnWithKnownSchemasAndWaitForUnknownOnesWhenTheRegistryIsAway() throws Exception {
    try (RunProcess run = RunProcess.start(folder.resolve(name + ".log"), settings())) {
      run.awaitReady();
      stack.produce(messages(0, 20));
      awaitOutputs(20);
      registry.setAway(true);
      stack.produce(messages(20, 40));
      awaitOutputs(40);
      assertThat(run.status("/q/health/ready")).isEqualTo(200);

      List<ProducerRecord<byte[], byte[]>> unknown = new ArrayList<>();
      for (int i = 40; i < 60; i++) {
        unknown.add(record("k" + i % 5, renamed(encoder.encode(message(i))), 1));
      }
      stack.produce(unknown);
      await().atMost(LIMIT).until(() -> run.get("/q/health/ready").body().contains("RETRYING"));
      assertThat(run.status("/q/health/live")).isEqualTo(200);
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                assertThat(run.status("/q/health/ready")).as("between its tries").isEqualTo(503);
                return run.get("/api/v1/status").body().contains("\"failures\":2");
              });
      assertThat(ids(labelled())).hasSize(40);

      registry.setAway(false);
      awaitOutputs(60);
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
    }
    assertExactlyOnceInOrder(60);
    assertThat(stack.contents(topic("dead"))).isEmpty();
  }

  @Test
  void shouldWaitLiveForItsTopicsAndGoOnByItselfWhenTheBrokerWasRestarted() throws Exception {
    String later = name + ".later";
    Map<String, String> settings = settings();
    settings.put("smsieve.topics.dead-letter", later);
    try (RunProcess run = RunProcess.start(folder.resolve(name + ".log"), settings)) {
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 503);
      await().atMost(LIMIT).until(() -> run.get("/q/health/ready").body().contains(later));
      assertThat(run.status("/q/health/live")).isEqualTo(200);
      // Too narrow for what is written: said as well, and waited for.
      stack.createTopic(later, 1, Map.of());
      await()
          .atMost(LIMIT)
          .until(() -> run.get("/q/health/ready").body().contains("max.message.bytes"));
      stack.setMaxMessageBytes(later, 2_097_152);
      run.awaitReady();
      stack.produce(messages(0, 200));
      awaitOutputs(100);
      ProcessHandle broker = stack.process("broker");
      broker.destroyForcibly();
      broker.onExit().get();
      stack.produce(messages(200, 400));
      awaitOutputs(400);
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
    }
    assertExactlyOnceInOrder(400);
  }

  /** {@code ProveDeliveryIT} kills again and again; this is with threads and short slices. */
  @Test
  void shouldLabelEveryMessageExactlyOnceWhenItIsKilled() throws Exception {
    AtomicInteger produced = new AtomicInteger();
    ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> producing =
        producer.scheduleWithFixedDelay(
            () -> stack.produce(messages(produced.get(), produced.addAndGet(100))),
            0,
            150,
            TimeUnit.MILLISECONDS);
    Map<String, String> settings = settings();
    settings.put("smsieve.kafka.properties.\"session.timeout.ms\"", "6000");
    settings.put("smsieve.kafka.properties.\"producer.transaction.timeout.ms\"", "8000");
    settings.put("smsieve.filter.threads", "2");
    settings.put("smsieve.filter.slice.rows", "8");
    Path log = folder.resolve(name + ".log");
    try (RunProcess run = RunProcess.start(log, settings)) {
      await().atMost(LIMIT).until(() -> outputs() > 200);
      run.kill();
    }
    assertThat(producing.isDone()).as("the producer failed").isFalse();
    producer.shutdown();
    assertThat(producer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    try (RunProcess run = RunProcess.start(log, settings)) {
      run.awaitReady();
      await().atMost(LIMIT).until(() -> ids(labelled()).size() >= produced.get());
      assertThat(run.terminate()).isIn(0, 143);
    }
    assertExactlyOnceInOrder(produced.get());
  }

  @Test
  void shouldEndWithCodeSixWhenAFailureDoesNotPass() throws Exception {
    Map<String, String> settings = settings();
    settings.put("smsieve.registry.url", "http://127.0.0.1:1/none");
    settings.put("smsieve.retry.give-up-after", "2s");
    try (RunProcess run = RunProcess.start(folder.resolve(name + ".log"), settings)) {
      assertThat(run.awaitExit()).isEqualTo(6);
      assertThat(run.log()).contains("gives up");
    }
  }

  @Test
  void shouldRefuseToStartWithCodeThreeWhenASettingIsUnknown() throws Exception {
    Map<String, String> settings = settings();
    settings.put("smsieve.filter.thraeds", "2");
    try (RunProcess run = RunProcess.start(folder.resolve(name + ".log"), settings)) {
      assertThat(run.awaitExit()).isEqualTo(3);
      assertThat(run.log())
          .contains("smsieve: the settings cannot be used")
          .contains("smsieve.filter.thraeds");
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings =
        RunProcess.filterSettings(name, stack.bootstrapServers(), registry.url());
    settings.put("smsieve.retry.longest-pause", "1s");
    return settings;
  }

  private String topic(String output) {
    return name + "." + output;
  }

  private List<ProducerRecord<byte[], byte[]>> messages(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      records.add(record("k" + i % 5, encoder.encode(message(i)), 1_700_000_000_000L + i));
    }
    return records;
  }

  private static IncomingSms message(int i) {
    return Messages.of(Integer.toString(i), "message number " + i + (i % 3 == 0 ? " free" : ""));
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte[] value, long time) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(name + ".in", null, time, key.getBytes(UTF_8), value);
    record.headers().add("carrier", new byte[] {0, -1});
    return record;
  }

  /** The same record under a schema of its own, which nobody has asked for yet. */
  private byte[] renamed(byte[] payload) {
    Schema schema =
        new Schema.Parser()
            .parse(
                IncomingSms.getClassSchema()
                    .toString()
                    .replace("One SMS as the carrier side received it", "An SMS of " + name));
    int id = stack.registry().register(name + "-renamed", schema);
    return ByteBuffer.wrap(payload.clone()).putInt(1, id).array();
  }

  private void awaitOutputs(int count) {
    await()
        .atMost(LIMIT)
        .until(
            () -> OUTPUTS.stream().mapToInt(o -> stack.contents(topic(o)).size()).sum() >= count);
  }

  /** How far the outputs have been written, committed or not. */
  private long outputs() throws Exception {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (String output : OUTPUTS) {
      for (int p = 0; p < PARTITIONS; p++) {
        asked.put(new TopicPartition(topic(output), p), OffsetSpec.latest());
      }
    }
    return stack.admin().listOffsets(asked).all().get().values().stream()
        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .sum();
  }

  private List<ConsumerRecord<byte[], byte[]>> labelled() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.addAll(stack.contents(topic("spam")));
    records.addAll(stack.contents(topic("ham")));
    return records;
  }

  private static LabelledSms decode(ConsumerRecord<byte[], byte[]> record) {
    Decoded<LabelledSms> decoded =
        new RecordDecoder<>(stack.registry(), LabelledSms.class).decode(record.value());
    return ((Decoded.Value<LabelledSms>) decoded).value();
  }

  private static List<Integer> ids(List<ConsumerRecord<byte[], byte[]>> records) {
    RecordDecoder<LabelledSms> decoder = new RecordDecoder<>(stack.registry(), LabelledSms.class);
    return records.stream()
        .map(record -> (Decoded.Value<LabelledSms>) decoder.decode(record.value()))
        .map(value -> Integer.valueOf(value.value().getMessage().getId()))
        .toList();
  }

  private void assertExactlyOnceInOrder(int count) {
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      expected.add(i);
    }
    assertThat(ids(labelled())).containsExactlyInAnyOrderElementsOf(expected);
    for (String output : List.of("spam", "ham")) {
      Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey = new HashMap<>();
      stack
          .contents(topic(output))
          .forEach(
              r ->
                  byKey.computeIfAbsent(new String(r.key(), UTF_8), k -> new ArrayList<>()).add(r));
      byKey.values().forEach(records -> assertThat(ids(records)).isSorted());
    }
  }
}
