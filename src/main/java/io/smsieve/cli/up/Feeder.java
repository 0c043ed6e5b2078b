package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the records of a feed at a rate, in a thread of its own. */
final class Feeder implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Feed feed;
  private final Pace pace;
  private final long count;
  private final Runnable sent;
  private final KafkaProducer<byte[], byte[]> producer;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile CommandFailedException failure;

  /**
   * A feeder that has not begun.
   *
   * @param name of its thread and, with "smsieve-up-" before it, of its client
   * @param count how many records to send
   * @param sent is called for every record that the broker has acknowledged
   */
  Feeder(Endpoints endpoints, String name, Feed feed, Pace pace, long count, Runnable sent) {
    this.feed = feed;
    this.pace = pace;
    this.count = count;
    this.sent = sent;
    this.thread = new Thread(this::feed, name);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                endpoints.bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                "5",
                "client.id",
                "smsieve-up-" + name),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Registers the schema and begins. */
  void start() {
    feed.register();
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
        producer.send(feed.record(index), (metadata, failed) -> acknowledged(failed));
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

  private void acknowledged(Exception failed) {
    if (failed == null) {
      sent.run();
    } else if (failure == null) {
      failure =
          new CommandFailedException(
              ExitCode.UNREACHABLE,
              "the broker did not take a record (" + failed.getClass().getSimpleName() + ")",
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
