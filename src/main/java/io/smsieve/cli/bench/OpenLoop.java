package io.smsieve.cli.bench;

import io.smsieve.app.SmsieveConfig;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Latency at a given rate: messages are due at even intervals, whatever became of those before, and
 * each is timed from when it was due until its committed outcome was read. So a stall counts for
 * all that were due in it.
 */
final class OpenLoop {

  private static final double WARM_UP_SHARE = 0.2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Broker broker;
  private final Path state;
  private final SliceTimes slices;

  OpenLoop(Broker broker, Path state, SliceTimes slices) {
    this.broker = broker;
    this.state = state;
    this.slices = slices;
  }

  /**
   * What was found.
   *
   * @param load share of the rate that was measured before
   * @param rate messages a second
   * @param sliceP99 ms that 99% of the slices took in the model at most; 0 without a model
   */
  record Latency(
      String step,
      double load,
      double rate,
      long commitMillis,
      long count,
      double p50,
      double p90,
      double p99,
      double max,
      double sliceP99) {}

  Latency run(
      String step,
      Function<SmsieveConfig, Topology> topology,
      List<byte[]> messages,
      double load,
      double rate,
      Duration commitInterval,
      Duration duration) {
    BenchTopics topics = broker.topics(step + "-latency");
    SmsieveConfig config = broker.config(topics, commitInterval);
    int count = (int) Math.max(20, rate * duration.toMillis() / 1e3);
    long[] due = new long[count];
    slices.forget();
    try (KafkaStreams streams =
            new KafkaStreams(topology.apply(config), broker.streams(config, state));
        KafkaConsumer<byte[], byte[]> outcomes = outcomes(topics)) {
      streams.start();
      awaitRunning(streams);
      Thread sender = sender(topics.incoming(), messages, rate, due);
      Histogram histogram = read(outcomes, due);
      sender.join();
      return latency(step, load, rate, commitInterval, histogram, slices.p99());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(ExitCode.GAVE_UP, "interrupted", e);
    }
  }

  private static Latency latency(
      String step,
      double load,
      double rate,
      Duration commitInterval,
      Histogram histogram,
      double sliceP99) {
    return new Latency(
        step,
        load,
        rate,
        commitInterval.toMillis(),
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50) / 1e3,
        histogram.getValueAtPercentile(90) / 1e3,
        histogram.getValueAtPercentile(99) / 1e3,
        histogram.getMaxValue() / 1e3,
        sliceP99);
  }

  private Thread sender(String topic, List<byte[]> messages, double rate, long[] due) {
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
    for (int i = 0; i < due.length; i++) {
      due[i] = start + (long) (i * 1e9 / rate);
    }
    Thread thread = new Thread(() -> send(topic, messages, due), "bench-sender");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void send(String topic, List<byte[]> messages, long[] due) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(due.length);
    try (KafkaProducer<byte[], byte[]> producer = broker.producer()) {
      for (int i = 0; i < due.length; i++) {
        for (long wait = due[i] - System.nanoTime(); wait > 0; wait = due[i] - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        byte[] message = messages.get(i % messages.size());
        sent.add(producer.send(new ProducerRecord<>(topic, Broker.key(i), message)));
      }
    }
    sent.forEach(Broker::await);
  }

  private static Histogram read(KafkaConsumer<byte[], byte[]> outcomes, long[] due) {
    Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    int warmUp = (int) (due.length * WARM_UP_SHARE);
    int seen = 0;
    long limit = due[due.length - 1] + PATIENCE.toNanos();
    while (seen < due.length && System.nanoTime() < limit) {
      for (ConsumerRecord<byte[], byte[]> outcome : outcomes.poll(Duration.ofMillis(100))) {
        int number = ByteBuffer.wrap(outcome.key()).getInt();
        seen++;
        if (number >= warmUp) {
          micros.recordValue(Math.max(0, (System.nanoTime() - due[number]) / 1_000));
        }
      }
    }
    if (seen < due.length) {
      throw new CommandFailedException(
          ExitCode.GAVE_UP, "expected " + due.length + " outcomes, found " + seen);
    }
    return micros;
  }

  private KafkaConsumer<byte[], byte[]> outcomes(BenchTopics topics) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "group.id",
                topics.run() + "-reader"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(topics.outputs());
    while (consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ofMillis(100));
    }
    return consumer;
  }

  private static void awaitRunning(KafkaStreams streams) throws InterruptedException {
    while (streams.state() != KafkaStreams.State.RUNNING) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
