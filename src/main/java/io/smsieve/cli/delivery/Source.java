package io.smsieve.cli.delivery;

import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the messages, as many at a time as it is told. */
final class Source implements AutoCloseable {

  private static final long PAUSE_NANOS = 5_000_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordEncoder<IncomingSms> encoder;
  private final Traffic traffic;
  private final String topic;
  private final long messages;
  private final AtomicLong released = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile Exception failure;
  private volatile boolean closing;
  private final Thread thread = new Thread(this::write, "source");

  private Source(
      Map<String, Object> client,
      SchemaRegistry registry,
      Traffic traffic,
      String topic,
      long messages) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("enable.idempotence", "true");
    config.put("linger.ms", "5");
    // A broker that is killed on purpose is away for some seconds; no message may be given up.
    config.put("delivery.timeout.ms", "600000");
    config.put("max.block.ms", "600000");
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.encoder =
        new RecordEncoder<>(registry, RecordEncoder.subjectOf(topic), IncomingSms.getClassSchema());
    encoder.schemaId();
    this.traffic = traffic;
    this.topic = topic;
    this.messages = messages;
  }

  /** Begins to write; returns at once. */
  static Source start(
      Map<String, Object> client,
      SchemaRegistry registry,
      Traffic traffic,
      String topic,
      long messages) {
    Source source = new Source(client, registry, traffic, topic, messages);
    source.thread.setDaemon(true);
    source.thread.start();
    return source;
  }

  /** Lets some more messages go. */
  void release(long more) {
    released.addAndGet(more);
  }

  /** Lets all go that are left. */
  void releaseAll() {
    released.set(messages);
  }

  /** How many messages were let go. */
  long released() {
    return Math.min(messages, released.get());
  }

  /** How many messages the broker has. */
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
      for (long number = 0; number < messages && !closing && failure == null; number++) {
        while (number >= released.get() && !closing) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        producer.send(record(number), (metadata, failed) -> acknowledge(failed));
      }
      producer.flush();
    } catch (KafkaException failed) {
      failure = failed;
    }
  }

  private ProducerRecord<byte[], byte[]> record(long number) {
    return new ProducerRecord<>(
        topic,
        traffic.partition(number),
        traffic.key(number),
        encoder.encode(traffic.message(number)));
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
