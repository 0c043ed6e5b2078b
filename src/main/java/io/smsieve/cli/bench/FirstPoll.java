package io.smsieve.cli.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Notes when the first records were polled; public for Kafka, which makes it by reflection. */
public final class FirstPoll implements ConsumerInterceptor<byte[], byte[]> {

  // Kafka makes the instance, so there is no other way to ask it. One drain runs at a time.
  private static final AtomicLong NANOS = new AtomicLong();
  private static final AtomicLong PROCESSOR_NANOS = new AtomicLong();

  /** For Kafka. */
  public FirstPoll() {}

  static void reset() {
    NANOS.set(0);
  }

  /** The value of {@link System#nanoTime} then; 0 before. */
  static long nanos() {
    return NANOS.get();
  }

  /** What {@link ProcessorTime#own} said then. */
  static long processorNanos() {
    return PROCESSOR_NANOS.get();
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    boolean first = NANOS.get() == 0 && !records.isEmpty();
    if (first && NANOS.compareAndSet(0, System.nanoTime())) {
      PROCESSOR_NANOS.set(ProcessorTime.own());
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {}
}
