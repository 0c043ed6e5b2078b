package io.smsieve.stream.deadletter;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a dead-letter topic. */
public final class DeadLetters {

  private DeadLetters() {}

  /**
   * A record of a dead-letter topic.
   *
   * @param record key, value and headers as they lie there
   * @param letter why it lies there; empty: it was not put there by Smsieve
   */
  public record Entry(ConsumerRecord<byte[], byte[]> record, Optional<DeadLetter> letter) {}

  /**
   * Reads all that a dead-letter topic holds by now.
   *
   * @param properties for Kafka's clients
   * @param each takes an entry and says whether to go on
   */
  public static void read(Map<String, Object> properties, String topic, Predicate<Entry> each) {
    TopicScan.read(
        properties,
        topic,
        record -> each.test(new Entry(record, DeadLetterHeaders.read(record.headers()))));
  }
}
