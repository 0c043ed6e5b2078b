package io.smsieve.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that a stream thread has polled and not yet processed, and what was found out about
 * some of them ahead of their turn. Belongs to one thread. It only refers to records and holds back
 * none: whatever is missing here is worked out for itself, so nothing depends on it but speed.
 *
 * @param <T> what is found out about a record
 */
public final class PollTable<T> {

  // The consumer calls its interceptors, and Kafka Streams its processors, on the same thread. The
  // interceptor is made by reflection and on another thread, so nothing can be handed to it.
  private static final ThreadLocal<PollTable<?>> OF_THREAD =
      ThreadLocal.withInitial(PollTable::new);

  private final Map<TopicPartition, Queues<T>> partitions = new HashMap<>();

  private record Found<T>(long offset, T what) {}

  private static final class Queues<T> {
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final ArrayDeque<Found<T>> found = new ArrayDeque<>();
    private long last = -1;

    private void clear() {
      waiting.clear();
      found.clear();
    }
  }

  /** The table of the calling thread, whatever it holds. */
  @SuppressWarnings("unchecked") // A stream thread runs one topology, which has one such table.
  public static <T> PollTable<T> ofThisThread() {
    return (PollTable<T>) OF_THREAD.get();
  }

  /** Notes records of a partition, in the order of their offsets. */
  public void note(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return;
    }
    Queues<T> queues = partitions.computeIfAbsent(partition, p -> new Queues<>());
    if (records.get(0).offset() <= queues.last) {
      // The consumer was set back: what is noted will come again.
      queues.clear();
    }
    queues.waiting.addAll(records);
    queues.last = records.get(records.size() - 1).offset();
  }

  /** Takes out what was found about a record; forgets those before it. */
  public Optional<T> take(TopicPartition partition, long offset) {
    Queues<T> queues = partitions.get(partition);
    if (queues == null) {
      return Optional.empty();
    }
    while (!queues.found.isEmpty() && queues.found.peek().offset() < offset) {
      queues.found.remove();
    }
    if (!queues.found.isEmpty() && queues.found.peek().offset() == offset) {
      return Optional.of(queues.found.remove().what());
    }
    return Optional.empty();
  }

  /**
   * The records to look at next: the given one first, then those that wait, one of each partition
   * in turn, the given one's first.
   *
   * @return empty when the record is not noted
   */
  List<ConsumerRecord<byte[], byte[]>> slice(
      TopicPartition partition, long offset, int rows, long bytes) {
    Queues<T> own = partitions.get(partition);
    if (own == null) {
      return List.of();
    }
    while (!own.waiting.isEmpty() && own.waiting.peek().offset() < offset) {
      own.waiting.remove();
    }
    if (own.waiting.isEmpty() || own.waiting.peek().offset() != offset) {
      return List.of();
    }
    List<Iterator<ConsumerRecord<byte[], byte[]>>> turns = new ArrayList<>();
    turns.add(own.waiting.iterator());
    partitions.values().stream()
        .filter(q -> q != own && !q.waiting.isEmpty())
        .forEach(q -> turns.add(q.waiting.iterator()));
    return inTurn(turns, rows, bytes);
  }

  private static List<ConsumerRecord<byte[], byte[]>> inTurn(
      List<Iterator<ConsumerRecord<byte[], byte[]>>> turns, int rows, long bytes) {
    List<ConsumerRecord<byte[], byte[]>> slice = new ArrayList<>();
    long size = 0;
    while (!turns.isEmpty()) {
      for (Iterator<Iterator<ConsumerRecord<byte[], byte[]>>> turn = turns.iterator();
          turn.hasNext(); ) {
        Iterator<ConsumerRecord<byte[], byte[]>> records = turn.next();
        if (!records.hasNext()) {
          turn.remove();
          continue;
        }
        ConsumerRecord<byte[], byte[]> record = records.next();
        size += Math.max(0, record.serializedValueSize());
        if (!slice.isEmpty() && (slice.size() >= rows || size > bytes)) {
          return slice;
        }
        slice.add(record);
      }
    }
    return slice;
  }

  /** Keeps what was found about the records of a slice; they wait no longer. */
  void found(List<ConsumerRecord<byte[], byte[]>> slice, List<T> what) {
    for (int i = 0; i < slice.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = slice.get(i);
      Queues<T> queues = partitions.get(new TopicPartition(record.topic(), record.partition()));
      queues.waiting.remove();
      queues.found.add(new Found<>(record.offset(), what.get(i)));
    }
  }

  /** How many records are noted, looked at or not. */
  public int size() {
    return partitions.values().stream().mapToInt(q -> q.waiting.size() + q.found.size()).sum();
  }
}
