package io.smsieve.stream;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** One Kafka Streams from its start to its end. */
final class RunningStream {

  private final KafkaStreams streams;
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

  /** Closes and leaves the group, so that whoever comes next need not wait for a time-out. */
  void close(Duration within) {
    streams.close(
        CloseOptions.timeout(within)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }
}
