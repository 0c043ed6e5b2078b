package io.smsieve.stream;

import org.apache.kafka.streams.KafkaStreams;

/**
 * What makes a role.
 *
 * @param name for threads, logs and metrics
 * @param topics throws {@link NotReadyException} until broker and topics are as they have to be
 * @param probe throws until registry and model answer
 * @param streams makes a new Kafka Streams, not started
 */
public record RoleParts(String name, Topics topics, Runnable probe, Streams streams) {

  /** Asks for the topics. */
  @FunctionalInterface
  public interface Topics {
    /** Returns what the outputs accept. */
    OutputLimits run() throws InterruptedException;
  }

  /** Makes Kafka Streams. */
  @FunctionalInterface
  public interface Streams {
    /** A new one for outputs of these limits. */
    KafkaStreams create(OutputLimits limits);
  }
}
