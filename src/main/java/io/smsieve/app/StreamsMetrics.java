package io.smsieve.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** Exports what Kafka Streams measures of itself; of each role's present one. */
final class StreamsMetrics implements AutoCloseable {

  private final MeterRegistry registry;
  private final Map<String, KafkaStreamsMetrics> present = new HashMap<>();

  StreamsMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Exports the metrics of this one instead of those of the one that the role had before. */
  synchronized KafkaStreams watch(String role, KafkaStreams streams) {
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    KafkaStreamsMetrics before = present.put(role, metrics);
    if (before != null) {
      before.close();
    }
    metrics.bindTo(registry);
    return streams;
  }

  @Override
  public synchronized void close() {
    present.values().forEach(KafkaStreamsMetrics::close);
    present.clear();
  }
}
