package io.smsieve.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds something out about records a slice of the poll at a time: for the record whose turn it is
 * and for those that wait behind it. One for each stream task; used by its thread only.
 *
 * @param <T> what is found out about a record
 */
public final class SliceFiller<T> {

  private static final double WEIGHT_OF_LAST = 0.3;

  private final SliceBounds bounds;
  private final Function<List<byte[]>, List<T>> work;
  private final LongSupplier nanoTime;
  private double bytesPerNano;

  /**
   * A filler.
   *
   * @param work takes values, gives one answer a value in the same order
   */
  public SliceFiller(SliceBounds bounds, Function<List<byte[]>, List<T>> work) {
    this(bounds, work, System::nanoTime);
  }

  SliceFiller(SliceBounds bounds, Function<List<byte[]>, List<T>> work, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.work = work;
    this.nanoTime = nanoTime;
  }

  /** What there is to know about a record; works out a slice unless it is known already. */
  public T of(TopicPartition partition, long offset, byte[] value) {
    PollTable<T> table = PollTable.ofThisThread();
    Optional<T> known = table.take(partition, offset);
    if (known.isPresent()) {
      return known.get();
    }
    List<ConsumerRecord<byte[], byte[]>> slice =
        table.slice(partition, offset, bounds.rows(), bytesWithinTime());
    if (slice.isEmpty()) {
      return timed(java.util.Collections.singletonList(value)).get(0);
    }
    table.found(slice, timed(slice.stream().map(ConsumerRecord::value).toList()));
    return table.take(partition, offset).orElseThrow();
  }

  private List<T> timed(List<byte[]> values) {
    long start = nanoTime.getAsLong();
    List<T> answers = work.apply(values);
    long nanos = Math.max(1, nanoTime.getAsLong() - start);
    double bytes = 0;
    for (byte[] value : values) {
      bytes += value == null ? 0 : value.length;
    }
    double rate = bytes / nanos;
    bytesPerNano =
        bytesPerNano == 0 ? rate : (1 - WEIGHT_OF_LAST) * bytesPerNano + WEIGHT_OF_LAST * rate;
    return answers;
  }

  private long bytesWithinTime() {
    if (bytesPerNano == 0) {
      return bounds.bytes();
    }
    return Math.min(bounds.bytes(), (long) (bytesPerNano * bounds.time().toNanos()));
  }
}
