package io.smsieve.cli.bench;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;

/** Runs Kafka Streams from the first poll until all it has read and sent to itself is committed. */
final class Timed {

  private static final long LIMIT_SECONDS = 600;

  private final Broker broker;
  private final BenchTopics topics;

  Timed(Broker broker, BenchTopics topics) {
    this.broker = broker;
    this.topics = topics;
  }

  Sample run(String step, int round, int count, KafkaStreams made) {
    FirstPoll.reset();
    long ofBroker = broker.processorNanos();
    try (KafkaStreams streams = made) {
      streams.start();
      await(streams);
      long end = System.nanoTime();
      long processor = ProcessorTime.own() - FirstPoll.processorNanos();
      processor += broker.processorNanos() - ofBroker;
      return new Sample(step, round, count, (end - FirstPoll.nanos()) / 1e9, processor / 1e9);
    }
  }

  private void await(KafkaStreams streams) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (FirstPoll.nanos() == 0 || !topics.allCommitted()) {
      if (streams.state() == KafkaStreams.State.ERROR || System.nanoTime() > limit) {
        throw new CommandFailedException(
            ExitCode.GAVE_UP,
            "expected that all examples are worked off, found Kafka Streams "
                + streams.state()
                + " before that");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailedException(ExitCode.GAVE_UP, "interrupted", e);
      }
    }
  }
}
