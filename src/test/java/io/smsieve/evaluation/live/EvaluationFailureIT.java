package io.smsieve.evaluation.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.FlawedBundle;
import io.smsieve.testing.Messages;
import io.smsieve.testing.RegistryProxy;
import io.smsieve.testing.RunProcess;
import io.smsieve.testing.SmallDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The evaluation as a real process through failures, and what it shows of its examples. */
class EvaluationFailureIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TEXT = "marker-zebra-quill";
  private static final String NUMBER = "+15559876543";

  @TempDir static Path folder;
  private static EmbeddedStack stack;
  private static RegistryProxy registry;

  private String name;
  private RecordEncoder<LabelledExample> encoder;

  @BeforeAll
  static void startStack() throws IOException {
    stack = EmbeddedStack.shared();
    registry = RegistryProxy.of(stack.registryUrl());
  }

  @AfterAll
  static void stopStack() throws IOException, InterruptedException {
    registry.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    encoder =
        new RecordEncoder<>(stack.registry(), name + "-value", LabelledExample.getClassSchema());
    stack.createFilterTopics(name, 2);
    stack.createTopic(name + ".examples", 2, Map.of());
    stack.createTopic(name + ".accuracy", 1, Map.of("cleanup.policy", "compact"));
  }

  @Test
  void shouldWaitForRoomWhenTheDiskOfItsStateIsFullWhileTheFilterGoesOn() throws Exception {
    Path state = folder.resolve("state");
    SmallDisk disk = SmallDisk.on(state);
    Map<String, String> settings = settings("filter,evaluation");
    settings.put("smsieve.evaluation.state-dir", state.resolve("kept").toString());
    Path log = folder.resolve(name + ".log");
    try (RunProcess run = RunProcess.start(log, disk.wrapper(), settings)) {
      await().atMost(LIMIT).until(() -> run.status("/q/health/live") == 200);
      disk.fill(run.handle());
      stack.produce(examples(0, 30));
      stack.produce(messages(30));
      await().atMost(LIMIT).until(() -> answer(run, "/q/health/ready").contains("full"));
      assertThat(run.status("/q/health/ready")).isEqualTo(503);
      assertThat(run.status("/q/health/live")).isEqualTo(200);
      await().atMost(LIMIT).until(() -> size("spam") + size("ham") == 30);

      disk.clear(run.handle());
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
      await().atMost(LIMIT).until(() -> counted(run) == 30);
      // Full again while it works: what it counts is right, whether it notices or not.
      disk.fill(run.handle());
      stack.produce(examples(20, 60));
      disk.clear(run.handle());
      await().atMost(LIMIT).until(() -> counted(run) >= 60);
      assertThat(counted(run)).isEqualTo(60);
    }
    assertThat(size("dead")).isZero();
  }

  @Test
  void shouldShowNoExampleInAnythingThatItWrites() throws Exception {
    byte[] good = encoder.encode(example("good", TEXT + " " + NUMBER));
    Map<DeadLetterReason, byte[]> bad = new LinkedHashMap<>();
    bad.put(DeadLetterReason.NOT_FRAMED, (TEXT + NUMBER).getBytes(UTF_8));
    bad.put(
        DeadLetterReason.UNKNOWN_SCHEMA, ByteBuffer.wrap(good.clone()).putInt(1, 999_999).array());
    bad.put(DeadLetterReason.MALFORMED, Arrays.copyOf(good, good.length + 1));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : bad.values()) {
      records.add(record("good", value));
      records.add(record("good", good));
    }
    bad.put(DeadLetterReason.KEY_IS_NOT_ID, good);
    records.add(record("other", good));
    // Examples without a score: the model fails on one, the other is too long.
    records.add(record("u", encoder.encode(example("u", TEXT + " " + FlawedBundle.WORD))));
    records.add(record("l", encoder.encode(example("l", (TEXT + " ").repeat(20_000)))));
    stack.produce(records);
    Map<String, String> settings = settings("evaluation");
    settings.put("smsieve.evaluation.state-dir", folder.resolve("discreet").toString());
    settings.put("smsieve.model.bundle", FlawedBundle.in(folder.resolve("flawed")).toString());
    settings.put("quarkus.log.level", "DEBUG");
    settings.put("quarkus.log.category.\"org.apache.kafka\".level", "DEBUG");
    settings.put("quarkus.log.category.\"io.smsieve\".level", "DEBUG");
    List<String> seen = new ArrayList<>();
    try (RunProcess run = RunProcess.start(folder.resolve(name + ".log"), settings)) {
      run.awaitReady();
      await().atMost(LIMIT).until(() -> counted(run) == 3 && size("dead") == bad.size());
      askWithTheMarker(run, seen);
      // The failure path: a schema that is not known yet, and nobody to ask.
      registry.setAway(true);
      stack.produce(List.of(record("good", renamed(good))));
      await().atMost(LIMIT).until(() -> answer(run, "/q/health/ready").contains("RETRYING"));
      seen.add(run.get("/q/health").body());
      seen.add(run.get("/api/v1/status").body());
      registry.setAway(false);
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
      seen.add(run.get("/q/metrics").body());
      assertThat(run.terminate()).isIn(0, 143);
      seen.add(run.log());
    } finally {
      registry.setAway(false);
    }
    for (ConsumerRecord<byte[], byte[]> window : stack.contents(name + ".accuracy")) {
      seen.add(new String(window.key(), UTF_8) + new String(window.value(), UTF_8));
    }
    assertThat(seen)
        .allSatisfy(s -> assertThat(s).doesNotContain("zebra", "5559876543", FlawedBundle.WORD));
    assertDeadLetters(bad);
  }

  private static void askWithTheMarker(RunProcess run, List<String> seen) {
    String marker = TEXT + NUMBER.substring(1);
    for (String parameter :
        List.of("predictor", "from", "to", "step", "threshold", "trained", "detail")) {
      seen.add(run.get("/api/v1/accuracy?" + parameter + "=" + marker).body());
    }
    // The answer names the slice that was asked for, to the one who asked and to nobody else.
    assertThat(run.get("/api/v1/accuracy?slice=" + marker).statusCode()).isEqualTo(200);
    seen.add(run.get("/api/v1/accuracy?slice=*&detail=true").body());
    seen.add(run.get("/api/v1/accuracy/" + marker).body());
    seen.add(run.post("/api/v1/accuracy", marker).body());
    seen.add(run.get("/q/metrics").body());
    assertThat(run.get("/api/v1/accuracy?from=" + marker).statusCode()).isEqualTo(400);
    assertThat(run.get("/q/metrics").body()).contains("smsieve_accuracy");
  }

  private void assertDeadLetters(Map<DeadLetterReason, byte[]> bad) {
    Map<DeadLetterReason, byte[]> found = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : stack.contents(name + ".dead")) {
      for (Header header : letter.headers()) {
        assertThat(new String(header.value(), UTF_8)).doesNotContain("zebra", "5559876543");
      }
      found.put(DeadLetterHeaders.read(letter.headers()).orElseThrow().reason(), letter.value());
    }
    assertThat(found.keySet()).isEqualTo(bad.keySet());
    bad.forEach((reason, value) -> assertThat(found.get(reason)).as("%s", reason).isEqualTo(value));
  }

  private Map<String, String> settings(String roles) {
    Map<String, String> settings =
        RunProcess.filterSettings(name, stack.bootstrapServers(), registry.url());
    settings.put("smsieve.roles", roles);
    settings.put("smsieve.retry.longest-pause", "1s");
    settings.put("smsieve.evaluation.application-id", name + "-evaluation");
    settings.put("smsieve.topics.evaluation", name + ".examples");
    settings.put("smsieve.topics.accuracy", name + ".accuracy");
    return settings;
  }

  private List<ProducerRecord<byte[], byte[]>> examples(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      records.add(record("id" + i, encoder.encode(example("id" + i, "see you at " + i))));
    }
    return records;
  }

  private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
    return new ProducerRecord<>(name + ".examples", key.getBytes(UTF_8), value);
  }

  private static LabelledExample example(String id, String text) {
    return LabelledExample.newBuilder()
        .setId(id)
        .setText(text)
        .setSpam(false)
        .setPolitical(null)
        .setSource("rater")
        .setAttributes(Map.of())
        .setObservedAt(Instant.now().minusSeconds(60))
        .build();
  }

  private List<ProducerRecord<byte[], byte[]>> messages(int count) {
    RecordEncoder<IncomingSms> incoming =
        new RecordEncoder<>(stack.registry(), name + ".in-value", IncomingSms.getClassSchema());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = incoming.encode(Messages.of(Integer.toString(i), "message number " + i));
      records.add(new ProducerRecord<>(name + ".in", value));
    }
    return records;
  }

  /** The same example under a schema of its own, which nobody has asked for yet. */
  private byte[] renamed(byte[] payload) {
    String schema = LabelledExample.getClassSchema().toString();
    Schema other =
        new Schema.Parser().parse(schema.replaceFirst("\"doc\":\"", "\"doc\":\"Of a test: "));
    int id = stack.registry().register(name + "-renamed", other);
    return ByteBuffer.wrap(payload.clone()).putInt(1, id).array();
  }

  private int size(String topic) {
    return stack.contents(name + "." + topic).size();
  }

  private static String answer(RunProcess run, String path) {
    return run.status(path) == 0 ? "" : run.get(path).body();
  }

  /** Examples that the baseline ham-only was counted on. */
  private static long counted(RunProcess run) {
    try {
      JsonNode answer = new ObjectMapper().readTree(run.get("/api/v1/accuracy").body());
      for (JsonNode series : answer.path("series")) {
        if (series.at("/predictor/name").asText().equals("ham-only")) {
          JsonNode window = series.at("/windows/0");
          return window.path("trueNegatives").asLong() + window.path("falseNegatives").asLong();
        }
      }
      return 0;
    } catch (IOException notJson) {
      throw new AssertionError(notJson);
    }
  }
}
