package io.smsieve.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smsieve.app.SmsieveConfig;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.live.EvaluationMetrics;
import io.smsieve.evaluation.live.EvaluationRole;
import io.smsieve.evaluation.live.ExampleInspector;
import io.smsieve.evaluation.live.Inspected;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.SliceFiller;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Labelled examples without a model, drained in two ways: classified and dropped, and with all that
 * the evaluation counts, keeps and publishes. The difference is what counting takes.
 */
final class CountingDrain {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
  private static final Duration HOURS = Duration.ofHours(24);

  private final Broker broker;
  private final Corpus corpus;
  private final Path state;
  private final List<EvaluatedModel> models =
      List.of(new EvaluatedModel(new ConstantClassifier(), 0.5, text -> false));

  CountingDrain(Broker broker, Corpus corpus, Path state) {
    this.broker = broker;
    this.corpus = corpus;
    this.state = state;
  }

  /** Classified and dropped. */
  Sample dropped(String step, int round, int count) {
    BenchTopics topics = filled(step, count);
    SmsieveConfig config = broker.config(topics, COMMIT_INTERVAL);
    ExampleInspector inspector =
        new ExampleInspector(
            new RecordDecoder<>(broker.registry(), LabelledExample.class),
            new Examples(models, new Slices(List.of())));
    Topology dropping =
        new Topology()
            .addSource(
                "in",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                config.topics().evaluation())
            .addProcessor(
                "drop",
                () ->
                    new Dropping(
                        new SliceFiller<>(
                            config.evaluation().slice().bounds(), inspector::inspect)),
                "in");
    return new Timed(broker, topics)
        .run(
            step,
            round,
            count,
            new KafkaStreams(dropping, broker.streams(config, state.resolve(topics.run()))));
  }

  /** Counted, as the application does it. */
  Sample counted(String step, int round, int count) {
    BenchTopics topics = filled(step, count);
    SmsieveConfig config = broker.config(topics, COMMIT_INTERVAL);
    EvaluationRole role =
        new EvaluationRole(
            config.evaluation(),
            config.topics(),
            config.kafka(),
            broker.registry(),
            models,
            new EvaluationMetrics(new SimpleMeterRegistry()),
            state.resolve(topics.run()));
    return new Timed(broker, topics)
        .run(step, round, count, role.parts().streams().create(OutputLimits.NONE));
  }

  private static final class Dropping extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final SliceFiller<Inspected> slices;

    Dropping(SliceFiller<Inspected> slices) {
      this.slices = slices;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      RecordMetadata source = context().recordMetadata().orElseThrow();
      TopicPartition partition = new TopicPartition(source.topic(), source.partition());
      slices.of(partition, source.offset(), record.value());
    }
  }

  /** A day of examples of ten sources, spread evenly. */
  private BenchTopics filled(String step, int count) {
    BenchTopics topics = broker.topics(step);
    SchemaRegistry registry = broker.registry();
    RecordEncoder<LabelledExample> encoder =
        new RecordEncoder<>(registry, "bench-examples-value", LabelledExample.getClassSchema());
    Instant now = Instant.now();
    List<LabelledExample> examples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      examples.add(
          LabelledExample.newBuilder()
              .setId("example-" + i)
              .setText(corpus.at(i))
              .setSpam(i % 2 == 0)
              .setPolitical(i % 3 == 0)
              .setSource("source " + i % 10)
              .setAttributes(Map.of())
              .setObservedAt(now.minus(HOURS.multipliedBy(i).dividedBy(count)))
              .build());
    }
    List<Future<?>> sent = new ArrayList<>(count);
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (LabelledExample each : examples) {
        byte[] key = each.getId().getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topics.incoming(), key, encoder.encode(each))));
      }
    }
    sent.forEach(Broker::await);
    return topics;
  }
}
