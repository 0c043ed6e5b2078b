package io.smsieve.replay.topic;

import io.smsieve.replay.PartitionRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Turns the two ends of a range into offsets, which do not change any more. */
public final class TopicRange {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;
  private final Set<Integer> partitions = new TreeSet<>();
  private final Map<TopicPartition, Long> beginnings;
  private final Map<TopicPartition, Long> ends;

  private TopicRange(KafkaConsumer<byte[], byte[]> consumer, String topic, Duration patience) {
    this.consumer = consumer;
    this.topic = topic;
    this.patience = patience;
    consumer.partitionsFor(topic, patience).forEach(each -> partitions.add(each.partition()));
    Set<TopicPartition> all = new HashSet<>();
    partitions.forEach(each -> all.add(new TopicPartition(topic, each)));
    this.beginnings = consumer.beginningOffsets(all, patience);
    // To a consumer that reads what is committed a topic ends before the first open transaction.
    this.ends = consumer.endOffsets(all, patience);
  }

  /**
   * The range as it is now, in every partition that both ends name.
   *
   * @param consumer reads what is committed
   * @param patience how long the broker may take for an answer
   * @throws RangeException if it lies outside of the topic, or backwards
   */
  public static List<PartitionRange> resolve(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Bound from,
      Bound to,
      Duration patience) {
    TopicRange range = new TopicRange(consumer, topic, patience);
    Map<Integer, Long> starts = range.offsets(from);
    Map<Integer, Long> stops = range.offsets(to);
    List<PartitionRange> ranges = new ArrayList<>();
    for (int partition : range.partitions) {
      if (starts.containsKey(partition) && stops.containsKey(partition)) {
        ranges.add(range.checked(partition, starts.get(partition), stops.get(partition)));
      }
    }
    if (ranges.isEmpty()) {
      throw new RangeException(
          "expected a partition that both ends of the range name, found none of the "
              + range.partitions.size()
              + " of "
              + topic);
    }
    return ranges;
  }

  private PartitionRange checked(int partition, long from, long to) {
    TopicPartition key = new TopicPartition(topic, partition);
    long first = beginnings.get(key);
    long last = ends.get(key);
    if (from < first || to > last || from > to) {
      throw new RangeException(
          "expected a range from "
              + first
              + " to "
              + last
              + " in partition "
              + partition
              + " of "
              + topic
              + ", which is what it holds, found "
              + from
              + " to "
              + to);
    }
    return new PartitionRange(partition, from, to);
  }

  private Map<Integer, Long> offsets(Bound bound) {
    if (bound instanceof Bound.Time time) {
      return byTime(time.instant().toEpochMilli());
    }
    if (bound instanceof Bound.Offsets given) {
      given
          .offsets()
          .keySet()
          .forEach(
              each -> {
                if (!partitions.contains(each)) {
                  throw new RangeException(
                      "expected partitions of " + topic + ", found the number " + each);
                }
              });
      return given.offsets();
    }
    Map<Integer, Long> offsets = new HashMap<>();
    for (int partition : partitions) {
      TopicPartition key = new TopicPartition(topic, partition);
      if (bound instanceof Bound.Offset one) {
        // Partitions are of different length: the offset is a limit, not a place in each.
        offsets.put(
            partition, Math.max(beginnings.get(key), Math.min(ends.get(key), one.offset())));
      } else {
        offsets.put(partition, (bound instanceof Bound.End ? ends : beginnings).get(key));
      }
    }
    return offsets;
  }

  private Map<Integer, Long> byTime(long time) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    partitions.forEach(each -> wanted.put(new TopicPartition(topic, each), time));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted, patience);
    Map<Integer, Long> offsets = new HashMap<>();
    for (TopicPartition key : wanted.keySet()) {
      OffsetAndTimestamp first = found.get(key);
      long end = ends.get(key);
      offsets.put(key.partition(), first == null ? end : Math.min(end, first.offset()));
    }
    return offsets;
  }
}
