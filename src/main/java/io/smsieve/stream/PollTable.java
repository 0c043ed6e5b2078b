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

  /** A record whose turn has not come, and what was made ready of it in an earlier look. */
  static final class Waiting {
    private final ConsumerRecord<byte[], byte[]> record;
    private Object prepared;

    private Waiting(ConsumerRecord<byte[], byte[]> record) {
      this.record = record;
    }

    ConsumerRecord<byte[], byte[]> record() {
      return record;
    }

    /** Null until {@link #prepared(Object)}. */
    Object prepared() {
      return prepared;
    }

    void prepared(Object what) {
      prepared = what;
    }
  }

  private static final class Queues<T> {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
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
    for (ConsumerRecord<byte[], byte[]> record : records) {
      queues.waiting.add(new Waiting(record));
    }
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
  List<Waiting> slice(TopicPartition partition, long offset, int rows, long bytes) {
    Queues<T> own = partitions.get(partition);
    if (own == null) {
      return List.of();
    }
    while (!own.waiting.isEmpty() && own.waiting.peek().record.offset() < offset) {
      own.waiting.remove();
    }
    if (own.waiting.isEmpty() || own.waiting.peek().record.offset() != offset) {
      return List.of();
    }
    List<Iterator<Waiting>> turns = new ArrayList<>();
    turns.add(own.waiting.iterator());
    for (Queues<T> other : partitions.values()) {
      if (other != own && !other.waiting.isEmpty()) {
        turns.add(other.waiting.iterator());
      }
    }
    return inTurn(turns, rows, bytes);
  }

  private static List<Waiting> inTurn(List<Iterator<Waiting>> turns, int rows, long bytes) {
    List<Waiting> slice = new ArrayList<>();
    long size = 0;
    while (!turns.isEmpty()) {
      for (Iterator<Iterator<Waiting>> turn = turns.iterator(); turn.hasNext(); ) {
        Iterator<Waiting> records = turn.next();
        if (!records.hasNext()) {
          turn.remove();
          continue;
        }
        Waiting waiting = records.next();
        size += Math.max(0, waiting.record.serializedValueSize());
        if (!slice.isEmpty() && (slice.size() >= rows || size > bytes)) {
          return slice;
        }
        slice.add(waiting);
      }
    }
    return slice;
  }

  /** Keeps what was found about the first records of a slice; they wait no longer. */
  void found(List<Waiting> slice, List<T> what) {
    for (int i = 0; i < what.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = slice.get(i).record;
      Queues<T> queues = partitions.get(new TopicPartition(record.topic(), record.partition()));
      queues.waiting.remove();
      queues.found.add(new Found<>(record.offset(), what.get(i)));
    }
  }

  /** Forgets a partition of every topic: it belongs to another thread or instance now. */
  void forget(int partition) {
    partitions.keySet().removeIf(each -> each.partition() == partition);
  }

  /** How many records are noted, looked at or not. */
  public int size() {
    return partitions.values().stream().mapToInt(q -> q.waiting.size() + q.found.size()).sum();
  }
}
