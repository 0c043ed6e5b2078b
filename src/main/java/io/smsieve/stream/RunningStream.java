package io.smsieve.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** One Kafka Streams from its start to its end. */
final class RunningStream {

  private static final String LAST_POLL = "last-poll-seconds-ago";
  private static final String LAST_HEARTBEAT = "last-heartbeat-seconds-ago";

  private final KafkaStreams streams;
  private final long start = System.nanoTime();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  RunningStream(KafkaStreams streams, Consumer<KafkaStreams.State> listener) {
    this.streams = streams;
    streams.setUncaughtExceptionHandler(
        thrown -> {
          failure.complete(thrown);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.ERROR) {
            failure.complete(new NotReadyException("Kafka Streams ended with an error"));
          } else if (!failure.isDone()) {
            listener.accept(now);
          }
        });
  }

  KafkaStreams streams() {
    return streams;
  }

  CompletableFuture<Throwable> failure() {
    return failure;
  }

  void start() {
    streams.start();
  }

  /**
   * How long it is since each of its threads has asked the broker for records; of the one where
   * that is the longest. A thread comes by there several times a second, with or without records,
   * unless what it works on takes long.
   */
  Duration sinceLastPoll() {
    return longest(LAST_POLL, secondsSinceStart());
  }

  /**
   * The same for the last sign of the broker. Kafka Streams itself says that it runs however long
   * the broker is away.
   */
  Duration sinceLastHeartbeat() {
    return longest(LAST_HEARTBEAT, 0);
  }

  /**
   * The largest value of a metric that counts seconds.
   *
   * @param never what stands for what has not happened yet, in seconds
   */
  private Duration longest(String metric, double never) {
    double longest = 0;
    for (Map.Entry<MetricName, ? extends Metric> each : streams.metrics().entrySet()) {
      if (isOf(metric, each.getKey()) && each.getValue().metricValue() instanceof Number ago) {
        longest = Math.max(longest, ago.doubleValue() < 0 ? never : ago.doubleValue());
      }
    }
    return Duration.ofMillis((long) (longest * 1_000));
  }

  // The consumers for restoring are only asked while there is something to restore.
  private static boolean isOf(String metric, MetricName name) {
    return name.name().equals(metric)
        && !name.tags().getOrDefault("client-id", "").endsWith("-restore-consumer");
  }

  private double secondsSinceStart() {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Commits what was processed, closes, and leaves the group, so that whoever comes next need not
   * wait for a time-out.
   *
   * @return whether all of that was done in time; else the last transaction may still be open
   */
  boolean close(Duration within) {
    return streams.close(
        CloseOptions.timeout(within)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }
}
