package io.smsieve.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.classify.Outcome;
import io.smsieve.classify.Verdict;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.FakeClassifier;
import io.smsieve.testing.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The life cycle round a real Kafka Streams whose classifier fails and recovers. */
class RoleStreamIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static EmbeddedStack stack;

  private final FakeClassifier classifier = new FakeClassifier();

  @BeforeAll
  static void startStack() {
    stack = EmbeddedStack.shared();
  }

  @Test
  void shouldLoseNothingAndFillSlicesWhenTheClassifierFailsForAWhile() {
    stack.createTopic("in", 4, Map.of());
    stack.createTopic("out", 4, Map.of("max.message.bytes", "2000000"));
    Properties settings = settings();
    TopicCheck check = new TopicCheck(settings, "in", List.of("out"));
    RoleParts parts =
        new RoleParts(
            "test", check::run, this::probe, limits -> new KafkaStreams(topology(), settings));
    produce(0, 2_000);
    try (RoleStream role = new RoleStream(parts, retry(), Clock.systemUTC(), () -> {})) {
      role.start();
      await().atMost(LIMIT).until(() -> stack.contents("out").size() == 2_000);
      assertThat(role.status().ready()).isTrue();
      // The poll is the batch: far fewer calls than records, and full slices among them.
      assertThat(classifier.calls().stream().max(Integer::compare)).hasValue(100);
      assertThat(classifier.calls()).hasSizeLessThan(400);

      classifier.setFailing(true);
      produce(2_000, 3_000);
      await().atMost(LIMIT).until(() -> role.status().failures() >= 3);
      await().atMost(LIMIT).until(() -> role.status().state() == RoleState.RETRYING);
      assertThat(role.status().live()).isTrue();
      assertThat(stack.contents("out")).hasSize(2_000);

      classifier.setFailing(false);
      await().atMost(LIMIT).until(() -> stack.contents("out").size() >= 3_000);
      await().atMost(LIMIT).until(() -> role.status().ready());
    }
    assertThat(stack.contents("out"))
        .extracting(record -> new String(record.value(), UTF_8))
        .hasSize(3_000)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldFailLivenessWhileAThreadHangsAndGoOnAfterwards() {
    stack.createTopic("hang-in", 1, Map.of());
    stack.createTopic("hang-out", 1, Map.of("max.message.bytes", "2000000"));
    CountDownLatch hang = new CountDownLatch(1);
    Properties settings = settings("hang-in", "hang-it");
    TopicCheck check = new TopicCheck(settings, "hang-in", List.of("hang-out"));
    Topology topology =
        new Topology()
            .addSource("s", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "hang-in")
            .addProcessor("hang", () -> new Hanging(hang), "s")
            .addSink("o", "hang-out", new ByteArraySerializer(), new ByteArraySerializer(), "hang");
    RoleParts parts =
        new RoleParts("test", check::run, () -> {}, limits -> new KafkaStreams(topology, settings));
    try (RoleStream role = new RoleStream(parts, retry(), Clock.systemUTC(), () -> {})) {
      role.start();
      await().atMost(LIMIT).until(() -> role.status().ready());
      stack.produce(List.of(new ProducerRecord<>("hang-in", "message".getBytes(UTF_8))));
      await().atMost(LIMIT).until(() -> role.status().state() == RoleState.HANGING);
      assertThat(role.status().live()).isFalse();
      assertThat(role.status().detail()).contains("no sign of life for", "RUNNING");
      hang.countDown();
      await().atMost(LIMIT).until(() -> role.status().ready());
      assertThat(stack.consume("hang-out", 1)).hasSize(1);
    }
  }

  /** Hangs with its first record until it is let go. */
  private static final class Hanging extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final CountDownLatch end;

    Hanging(CountDownLatch end) {
      this.end = end;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      try {
        end.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      context().forward(record);
    }
  }

  private static RetryConfig retry() {
    return TestSettings.of(
            Map.of(
                "smsieve.retry.first-pause", "100ms",
                "smsieve.retry.longest-pause", "1s",
                "smsieve.retry.hanging-after", "3s"))
        .retry();
  }

  private void probe() {
    List<Outcome> outcomes = classifier.classify(List.of("probe"));
    assertThat(outcomes.get(0)).isInstanceOf(Verdict.class);
  }

  private static Properties settings() {
    return settings("in", "role-stream-it");
  }

  private static Properties settings(String topic, String applicationId) {
    return StreamSettings.of(
        TestSettings.of(Map.of("smsieve.kafka.bootstrap-servers", stack.bootstrapServers()))
            .kafka(),
        new StreamSettings.Role("test", applicationId, 1, 100, Set.of(topic)));
  }

  private Topology topology() {
    SliceBounds bounds = new SliceBounds(100, 1_000_000, Duration.ofSeconds(2));
    return new Topology()
        .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
        .addProcessor("work", () -> new Scoring(new SliceFiller<>(bounds, this::score)), "source")
        .addSink("sink", "out", new ByteArraySerializer(), new ByteArraySerializer(), "work");
  }

  private List<Outcome> score(List<byte[]> values) {
    return classifier.classify(values.stream().map(value -> new String(value, UTF_8)).toList());
  }

  private static void produce(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      records.add(new ProducerRecord<>("in", i % 4, null, ("message " + i).getBytes(UTF_8)));
    }
    stack.produce(records);
  }

  private static final class Scoring extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final SliceFiller<Outcome> slices;

    Scoring(SliceFiller<Outcome> slices) {
      this.slices = slices;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      RecordMetadata source = context().recordMetadata().orElseThrow();
      TopicPartition partition = new TopicPartition(source.topic(), source.partition());
      assertThat(slices.of(partition, source.offset(), record.value())).isInstanceOf(Verdict.class);
      context().forward(record);
    }
  }
}
