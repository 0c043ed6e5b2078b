package io.smsieve.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import org.apache.kafka.streams.KafkaStreams;

/** Exports what Kafka Streams measures of itself; of a role's present one only. */
final class StreamsMetrics implements AutoCloseable {

  private final MeterRegistry registry;
  private KafkaStreamsMetrics present;

  StreamsMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Exports the metrics of this one instead of those of the one before. */
  synchronized KafkaStreams watch(KafkaStreams streams) {
    close();
    present = new KafkaStreamsMetrics(streams);
    present.bindTo(registry);
    return streams;
  }

  @Override
  public synchronized void close() {
    if (present != null) {
      present.close();
      present = null;
    }
  }
}
