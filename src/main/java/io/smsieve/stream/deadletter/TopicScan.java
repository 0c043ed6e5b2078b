package io.smsieve.stream.deadletter;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a topic holds by now: all committed records, without a consumer group. */
final class TopicScan {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private TopicScan() {}

  /**
   * Reads a topic from its beginning to where it ends now.
   *
   * @param properties for Kafka's clients
   * @param each takes a record and says whether to go on
   * @throws TimeoutException when the broker gives nothing for 15 s
   */
  static void read(
      Map<String, Object> properties,
      String topic,
      Predicate<ConsumerRecord<byte[], byte[]>> each) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    config.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      readAll(consumer, each);
    }
  }

  private static void readAll(
      KafkaConsumer<byte[], byte[]> consumer, Predicate<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long read = -1;
    long quietSince = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (!each.test(record)) {
          return;
        }
      }
      long position = ends.keySet().stream().mapToLong(consumer::position).sum();
      if (position > read) {
        read = position;
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
        throw new TimeoutException("no record of the topic came for " + PATIENCE);
      }
    }
  }
}
