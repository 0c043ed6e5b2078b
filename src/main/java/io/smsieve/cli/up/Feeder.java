package io.smsieve.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes our messages to the topic of incoming ones, at a rate, in a thread of its own. */
final class Feeder implements AutoCloseable {

  private static final int SENDERS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final SampleMessages samples;
  private final MessageIds ids;
  private final Pace pace;
  private final long count;
  private final Tally tally;
  private final Clock clock;
  private final RecordEncoder<IncomingSms> encoder;
  private final KafkaProducer<byte[], byte[]> producer;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::feed, "feeder");
  private volatile CommandFailedException failure;

  /**
   * A feeder that has not begun.
   *
   * @param count how many to send
   * @param tally is told of every message that the broker has acknowledged
   */
  Feeder(
      Endpoints endpoints,
      SchemaRegistry registry,
      SampleMessages samples,
      MessageIds ids,
      Pace pace,
      long count,
      Tally tally,
      Clock clock) {
    this.samples = samples;
    this.ids = ids;
    this.pace = pace;
    this.count = count;
    this.tally = tally;
    this.clock = clock;
    this.encoder =
        new RecordEncoder<>(
            registry, RecordEncoder.subjectOf(UpTopics.INCOMING), IncomingSms.getClassSchema());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", endpoints.bootstrapServers(),
                "acks", "all",
                "linger.ms", "5",
                "client.id", "smsieve-up"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Registers the schema and begins. */
  void start() {
    encoder.schemaId();
    thread.start();
  }

  /** What stopped it before its time. */
  Optional<CommandFailedException> failure() {
    return Optional.ofNullable(failure);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
  private void feed() {
    try {
      long begin = System.nanoTime();
      for (long index = 0; index < count; index++) {
        if (isStoppedBy(begin + pace.nanosUntil(index))) {
          return;
        }
        producer.send(record(index), (metadata, failed) -> acknowledged(failed));
      }
      producer.flush();
    } catch (KafkaException failed) {
      acknowledged(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStoppedBy(long due) throws InterruptedException {
    return stop.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private ProducerRecord<byte[], byte[]> record(long index) {
    // Invented numbers of a range that is kept free for such things.
    String sender = "+1202555" + String.format("%04d", 100 + index * 7919 % SENDERS);
    IncomingSms message =
        IncomingSms.newBuilder()
            .setId(ids.of(index))
            .setSender(sender)
            .setRecipient("+12025550199")
            .setText(samples.at(index).text())
            .setReceivedAt(clock.instant())
            .build();
    return new ProducerRecord<>(UpTopics.INCOMING, sender.getBytes(UTF_8), encoder.encode(message));
  }

  private void acknowledged(Exception failed) {
    if (failed == null) {
      tally.sent();
    } else if (failure == null) {
      failure =
          new CommandFailedException(
              ExitCode.UNREACHABLE,
              "the broker did not take a message (" + failed.getClass().getSimpleName() + ")",
              failed);
    }
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      // It ends by itself unless it waits for a broker that is gone.
      thread.join(PATIENCE.toMillis());
      thread.interrupt();
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(PATIENCE);
  }
}
