package io.smsieve.cli.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smsieve.app.SmsieveConfig;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.Label;
import io.smsieve.filter.FilterMetrics;
import io.smsieve.filter.FilterTopology;
import io.smsieve.filter.Judge;
import io.smsieve.filter.LabelledRecords;
import io.smsieve.filter.Traffic;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.record.TrafficWindow;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.SliceFiller;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What is drained: the filter as it is, and less and less of it. */
final class Topologies {

  private static final Duration PUBLISH_INTERVAL = Duration.ofSeconds(5);
  private static final Duration KEPT_FOR = Duration.ofDays(1);

  private Topologies() {}

  /** The filter, with any classifier. */
  static Function<SmsieveConfig, Topology> filter(Classifier classifier, SchemaRegistry registry) {
    return filter(classifier, registry, false);
  }

  /** The same, and it counts its traffic. */
  static Function<SmsieveConfig, Topology> filterCountingTraffic(
      Classifier classifier, SchemaRegistry registry) {
    return filter(classifier, registry, true);
  }

  private static Function<SmsieveConfig, Topology> filter(
      Classifier classifier, SchemaRegistry registry, boolean counting) {
    Traffic traffic =
        new Traffic(
            new RecordEncoder<>(registry, "bench-traffic-value", TrafficWindow.getClassSchema()),
            classifier::model,
            PUBLISH_INTERVAL,
            KEPT_FOR,
            Clock.systemUTC());
    RecordDecoder<IncomingSms> decoder = new RecordDecoder<>(registry, IncomingSms.class);
    RecordEncoder<LabelledSms> encoder =
        new RecordEncoder<>(registry, "bench-labelled-value", LabelledSms.getClassSchema());
    return config -> {
      Judge judge = Judge.of(config.filter(), decoder, classifier, Clock.systemUTC());
      FilterMetrics metrics = new FilterMetrics(new SimpleMeterRegistry(), Clock.systemUTC());
      LabelledRecords records =
          new LabelledRecords(
              Map.of(Label.SPAM, encoder, Label.HAM, encoder),
              OutputLimits.NONE,
              metrics,
              Clock.systemUTC());
      FilterTopology topology =
          new FilterTopology(config.topics(), config.filter().slice().bounds(), judge);
      return counting ? topology.build(records, traffic) : topology.build(records);
    };
  }

  /** Records go through slices of the poll, which do nothing with them. */
  static Topology slices(SmsieveConfig config) {
    return forwarding(
        config, () -> new Slicing(new SliceFiller<>(config.filter().slice().bounds(), v -> v)));
  }

  /** Records go through. */
  static Topology passThrough(SmsieveConfig config) {
    return forwarding(config, Forwarding::new);
  }

  private static Topology forwarding(
      SmsieveConfig config, ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    return new Topology()
        .addSource(
            "in",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            config.topics().incoming())
        .addProcessor("forward", processor, "in")
        .addSink(
            "out",
            config.topics().ham(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            "forward");
  }

  private static final class Forwarding
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      context().forward(record);
    }
  }

  private static final class Slicing extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final SliceFiller<byte[]> slices;

    Slicing(SliceFiller<byte[]> slices) {
      this.slices = slices;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      RecordMetadata source = context().recordMetadata().orElseThrow();
      TopicPartition partition = new TopicPartition(source.topic(), source.partition());
      context().forward(record.withValue(slices.of(partition, source.offset(), record.value())));
    }
  }

  /** Encoded messages of texts. */
  static List<byte[]> messages(Corpus corpus, int count, SchemaRegistry registry) {
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(registry, "bench-incoming-value", IncomingSms.getClassSchema());
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    List<byte[]> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      IncomingSms sms =
          IncomingSms.newBuilder()
              .setId("bench-" + i)
              .setSender("+15550100000")
              .setRecipient("+15550100001")
              .setText(corpus.at(i))
              .setReceivedAt(now)
              .setAttributes(Map.of())
              .build();
      messages.add(encoder.encode(sms));
    }
    return messages;
  }
}
