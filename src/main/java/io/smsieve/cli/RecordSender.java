package io.smsieve.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records of a command, many at a time, and knows how many the broker has taken. */
final class RecordSender implements AutoCloseable {

  private final String unit;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Opens a producer.
   *
   * @param properties for the client; all copies must have a record before it counts, unless they
   *     say otherwise
   * @param unit what is sent, in the plural, for messages
   */
  RecordSender(Map<String, Object> properties, String unit) {
    this.unit = unit;
    Map<String, Object> config = new HashMap<>(properties);
    config.putIfAbsent("acks", "all");
    config.putIfAbsent("linger.ms", "5");
    config.put("max.block.ms", (int) ConnectionOptions.PATIENCE.toMillis());
    config.put("delivery.timeout.ms", 30_000);
    config.put("request.timeout.ms", (int) ConnectionOptions.PATIENCE.toMillis());
    this.producer =
        BrokerConnection.client(
            config,
            map -> new KafkaProducer<>(map, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Sends a record when there is room for it. */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
  void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(record, this::onAnswer);
  }

  private void onAnswer(Object metadata, Exception failed) {
    if (failed == null) {
      acknowledged.incrementAndGet();
    } else {
      failure.compareAndSet(null, failed);
    }
  }

  /** How many records the broker has taken. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Whether it has not taken one. */
  boolean hasFailed() {
    return failure.get() != null;
  }

  /**
   * Says so.
   *
   * @throws CommandFailedException when the broker has not taken a record
   */
  void check() {
    Exception failed = failure.get();
    if (failed != null) {
      throw new CommandFailedException(
          ExitCode.UNREACHABLE,
          acknowledged.get()
              + " "
              + unit
              + " were sent, then the broker did not take one ("
              + failed.getClass().getSimpleName()
              + "); see its log",
          failed);
    }
  }

  /** Waits until every record was taken, or not. */
  @Override
  public void close() {
    producer.flush();
    producer.close();
  }
}
