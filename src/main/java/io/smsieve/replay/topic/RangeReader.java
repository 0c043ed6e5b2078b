package io.smsieve.replay.topic;

import io.smsieve.replay.PartitionRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads exactly the committed records of ranges, without a consumer group. Not thread-safe. */
public final class RangeReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final int wanted;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<Integer, Long> positions = new TreeMap<>();

  /**
   * A reader at the first record.
   *
   * @param consumer of {@link #consumer}; no other use is made of it until the end
   * @param positions where to begin in each partition; else where its range does
   * @param wanted records at once, if there are so many; at most twice as many
   */
  public RangeReader(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      List<PartitionRange> ranges,
      Map<Integer, Long> positions,
      int wanted) {
    this.wanted = wanted;
    this.consumer = consumer;
    this.topic = topic;
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionRange range : ranges) {
      TopicPartition partition = new TopicPartition(topic, range.partition());
      ends.put(partition, range.to());
      long position = positions.getOrDefault(range.partition(), range.from());
      this.positions.put(range.partition(), position);
      if (position < range.to()) {
        partitions.add(partition);
      }
    }
    consumer.assign(partitions);
    partitions.forEach(each -> consumer.seek(each, this.positions.get(each.partition())));
  }

  /**
   * A consumer that reads what is committed and goes nowhere by itself.
   *
   * @param properties of Kafka's clients
   * @param records at most so many in one poll
   */
  public static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, Object> properties, int records) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "none");
    config.put("allow.auto.create.topics", "false");
    config.put("max.poll.records", records);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Whether all was read. */
  public boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> positions.get(end.getKey().partition()) >= end.getValue());
  }

  /**
   * The next records, those of a partition in their order.
   *
   * @return perhaps none, for now
   * @throws RangeException if records of the range are not there any more
   */
  public List<ConsumerRecord<byte[], byte[]>> next() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    int before = -1;
    // One poll gives what one answer of the broker held, mostly of one partition.
    while (records.size() > before && records.size() < wanted && !atEnd()) {
      before = records.size();
      poll(records);
    }
    return records;
  }

  private void poll(List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(topic, record.partition());
        if (record.offset() < ends.get(partition)) {
          records.add(record);
        }
      }
    } catch (InvalidOffsetException gone) {
      throw new RangeException(
          "expected all records of the range, found that some were deleted from "
              + topic
              + " meanwhile; begin later, or keep them longer (retention.ms)",
          gone);
    }
    List<TopicPartition> read = new ArrayList<>();
    for (TopicPartition partition : consumer.assignment()) {
      long position = Math.min(consumer.position(partition), ends.get(partition));
      positions.put(partition.partition(), position);
      if (position >= ends.get(partition)) {
        read.add(partition);
      }
    }
    consumer.pause(read);
  }

  /** The next offset of each partition. */
  public Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }
}
