package io.smsieve.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics, committed records only, with one consumer for all of them: tests look again
 * and again, and a consumer of its own for each look was most of what they did.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Map<String, Object> config;
  private KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Reads nothing yet.
   *
   * @param client how to reach the broker
   */
  public TopicReader(Map<String, Object> client) {
    config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    // The next look may be at another topic, and would wait for the end of this one's fetch.
    config.put("fetch.max.wait.ms", "20");
  }

  /** What the topic holds by now. */
  public synchronized List<ConsumerRecord<byte[], byte[]>> contents(String topic) {
    try {
      return read(topic);
    } catch (RuntimeException | Error failed) {
      // One that was interrupted, say, is not for use any more.
      close();
      throw failed;
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    if (consumer == null) {
      consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      assertThat(System.nanoTime()).as("time to read %s", topic).isLessThan(limit);
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    }
    return records;
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
