package io.smsieve.cli.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes numbered records, as many at a time as it is told. */
final class Source implements AutoCloseable {

  private static final long PAUSE_NANOS = 5_000_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final LongFunction<ProducerRecord<byte[], byte[]>> records;
  private final long count;
  private final AtomicLong released = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile Exception failure;
  private volatile boolean closing;
  private final Thread thread = new Thread(this::write, "source");

  private Source(
      Map<String, Object> client,
      LongFunction<ProducerRecord<byte[], byte[]>> records,
      long count) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("enable.idempotence", "true");
    config.put("linger.ms", "5");
    // A broker that is killed on purpose is away for some seconds; no record may be given up.
    config.put("delivery.timeout.ms", "600000");
    config.put("max.block.ms", "600000");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.records = records;
    this.count = count;
  }

  /**
   * Begins to write; returns at once.
   *
   * @param records by their numbers from 0
   * @param count how many there are
   */
  static Source start(
      Map<String, Object> client,
      LongFunction<ProducerRecord<byte[], byte[]>> records,
      long count) {
    Source source = new Source(client, records, count);
    source.thread.setDaemon(true);
    source.thread.start();
    return source;
  }

  /** Lets some more records go. */
  void release(long more) {
    released.addAndGet(more);
  }

  /** Lets all go that are left. */
  void releaseAll() {
    released.set(count);
  }

  /** How many records were let go. */
  long released() {
    return Math.min(count, released.get());
  }

  /** How many records the broker has. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Why it cannot go on, if so. */
  Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of failures.
  private void write() {
    try {
      for (long number = 0; number < count && !closing && failure == null; number++) {
        while (number >= released.get() && !closing) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (closing) {
          return;
        }
        producer.send(records.apply(number), (metadata, failed) -> acknowledge(failed));
      }
      producer.flush();
    } catch (KafkaException failed) {
      failure = failed;
    }
  }

  private void acknowledge(Exception failed) {
    if (failed == null) {
      acknowledged.incrementAndGet();
    } else {
      failure = failed;
    }
  }

  @Override
  public void close() {
    closing = true;
    producer.close(Duration.ofSeconds(5));
  }
}
