package io.smsieve.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.classify.onnx.ProviderChoice;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.PollTable;
import io.smsieve.stream.SliceBounds;
import io.smsieve.stream.SliceFiller;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.InMemorySchemaRegistry;
import io.smsieve.testing.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a record depends on nothing but itself: not on the poll that brought it, the
 * slice that it fell into, the partitions beside it, or other stream threads on the same model.
 */
class RandomPollsTest {

  private static final String TOPIC = "in";
  private static final int PARTITIONS = 3;
  private static final int POLLS = 6;
  private static final String[] WORDS = {
    "win", "cash", "lunch?", "Привет", "काम", "vote", "now!", "bit.ly/x", "ok", "票", "🙂"
  };

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final RecordEncoder<IncomingSms> encoder =
      new RecordEncoder<>(registry, "in-value", IncomingSms.getClassSchema());
  private final Classifier classifier =
      OnnxClassifier.open(
          ModelBundle.load(Path.of("model/bundles/tiny")),
          OnnxOptions.defaults().withProvider(ProviderChoice.CPU));
  private final Judge judge =
      new Judge(
          new RecordDecoder<>(registry, IncomingSms.class),
          classifier,
          500,
          Duration.ofHours(1),
          0,
          Clock.systemUTC());

  @AfterEach
  void close() {
    classifier.close();
  }

  @Test
  void shouldJudgeEveryRecordAsIfItWereAloneHoweverItIsPolled() {
    for (int seed = 0; seed < 8; seed++) {
      assertThat(throughSlices(seed)).isEqualTo(oneByOne(seed));
    }
  }

  @Test
  void shouldJudgeTheSameWhenSeveralThreadsShareTheModel() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<String>>> found = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int seed = 100 + i;
        found.add(pool.submit(() -> throughSlices(seed)));
      }
      for (int i = 0; i < threads; i++) {
        assertThat(found.get(i).get()).isEqualTo(oneByOne(100 + i));
      }
    } finally {
      pool.shutdown();
    }
  }

  /** The order in which Kafka Streams has them processed, noted beforehand poll by poll. */
  private List<String> throughSlices(int seed) {
    Random random = new Random(seed);
    SliceBounds bounds =
        new SliceBounds(
            1 + random.nextInt(40), 200L + random.nextInt(4_000), Duration.ofSeconds(2));
    SliceFiller<Judgement> slices = new SliceFiller<>(bounds, judge);
    List<String> outcomes = new ArrayList<>();
    for (List<ConsumerRecord<byte[], byte[]>> poll : polls(seed)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        TopicPartition of = new TopicPartition(TOPIC, partition);
        PollTable.ofThisThread()
            .note(of, poll.stream().filter(r -> r.partition() == of.partition()).toList());
      }
      for (ConsumerRecord<byte[], byte[]> record : poll) {
        TopicPartition of = new TopicPartition(TOPIC, record.partition());
        outcomes.add(told(slices.of(of, record.offset(), record.value())));
      }
    }
    assertThat(PollTable.ofThisThread().size()).isZero();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      // The next seed counts its offsets from 0 again.
      slices.forget(partition);
    }
    return outcomes;
  }

  private List<String> oneByOne(int seed) {
    List<String> outcomes = new ArrayList<>();
    for (List<ConsumerRecord<byte[], byte[]>> poll : polls(seed)) {
      for (ConsumerRecord<byte[], byte[]> record : poll) {
        List<byte[]> value = Collections.singletonList(record.value());
        outcomes.add(told(judge.finish(judge.prepare(value)).get(0)));
      }
    }
    return outcomes;
  }

  private static String told(Judgement judgement) {
    return judgement instanceof Judgement.Labelled labelled
        ? labelled.message().getId() + " " + labelled.verdict()
        : judgement.toString();
  }

  private List<List<ConsumerRecord<byte[], byte[]>>> polls(int seed) {
    Random random = new Random(seed);
    long[] offsets = new long[PARTITIONS];
    List<List<ConsumerRecord<byte[], byte[]>>> polls = new ArrayList<>();
    for (int i = 0; i < POLLS; i++) {
      List<ConsumerRecord<byte[], byte[]>> poll = new ArrayList<>();
      for (int n = random.nextInt(60); n > 0; n--) {
        int partition = random.nextInt(PARTITIONS);
        // Offsets have gaps where a transaction was aborted.
        offsets[partition] += 1 + random.nextInt(3);
        poll.add(
            new ConsumerRecord<>(
                TOPIC, partition, offsets[partition], null, value("m" + n, random)));
      }
      polls.add(poll);
    }
    return polls;
  }

  private byte[] value(String id, Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> new byte[] {0, 0, 0, 0, 1, 7};
      default -> encoder.encode(Messages.of(id, text(random)));
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int words = random.nextInt(30); words > 0; words--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString();
  }
}
