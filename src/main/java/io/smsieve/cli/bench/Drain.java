package io.smsieve.cli.bench;

import io.smsieve.app.SmsieveConfig;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Drains a topic that was filled before, exactly once: from the first poll until the last outcome
 * is committed.
 */
final class Drain {

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
  private static final long STALLED_SECONDS = 120;
  private static final long SHORTEST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 200;

  private final Broker broker;
  private final Path state;

  Drain(Broker broker, Path state) {
    this.broker = broker;
    this.state = state;
  }

  /** Runs one, on topics of its own. */
  Sample run(
      String step,
      int round,
      Function<SmsieveConfig, Topology> topology,
      List<byte[]> messages,
      int count) {
    return run(step, round, topology, messages, count, committed -> {});
  }

  /** Runs one, and tells again and again how many outcomes are committed. */
  Sample run(
      String step,
      int round,
      Function<SmsieveConfig, Topology> topology,
      List<byte[]> messages,
      int count,
      LongConsumer progress) {
    BenchTopics topics = broker.topics(step);
    broker.fill(topics.incoming(), messages, count);
    SmsieveConfig config = broker.config(topics, COMMIT_INTERVAL);
    Properties settings = broker.streams(config, state);
    FirstPoll.reset();
    long ofBroker = broker.processorNanos();
    try (KafkaStreams streams = new KafkaStreams(topology.apply(config), settings)) {
      streams.start();
      long end = awaitCommitted(topics, streams, count, progress);
      long processor = ProcessorTime.own() - FirstPoll.processorNanos();
      processor += broker.processorNanos() - ofBroker;
      return new Sample(step, round, count, (end - FirstPoll.nanos()) / 1e9, processor / 1e9);
    }
  }

  private static long awaitCommitted(
      BenchTopics topics, KafkaStreams streams, int count, LongConsumer progress) {
    long committed = 0;
    long start = System.nanoTime();
    long moved = start;
    while (committed < count) {
      long now = topics.committed();
      if (now > committed) {
        committed = now;
        moved = System.nanoTime();
        progress.accept(committed);
      }
      long stalled = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - moved);
      if (streams.state() == KafkaStreams.State.ERROR || stalled > STALLED_SECONDS) {
        throw new CommandFailedException(
            ExitCode.GAVE_UP,
            "expected "
                + count
                + " outcomes, found "
                + committed
                + ", no more for "
                + stalled
                + " s, and Kafka Streams "
                + streams.state());
      }
      pause(pauseMillis(TimeUnit.NANOSECONDS.toMillis(moved - start), committed, count));
    }
    return moved;
  }

  /** Each look costs the broker as much as some messages, so it is seldom while the end is far. */
  static long pauseMillis(long elapsedMillis, long committed, long count) {
    long left = committed == 0 ? 0 : elapsedMillis * (count - committed) / committed;
    return Math.max(SHORTEST_PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, left / 4));
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(ExitCode.GAVE_UP, "interrupted", e);
    }
  }
}
