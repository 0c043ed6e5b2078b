package io.smsieve.stream;

import io.smsieve.stream.PollTable.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
  // What its prepare gives goes back into the same work and nowhere else.
  private final SliceWork<Object, T> work;
  private final LongSupplier nanoTime;
  private double costPerNano;

  /**
   * A filler for work in one step, whose cost goes by the size of the values.
   *
   * @param work takes values, gives one answer a value in the same order
   */
  public SliceFiller(SliceBounds bounds, Function<List<byte[]>, List<T>> work) {
    this(bounds, new BytesWork<>(work), System::nanoTime);
  }

  /** A filler for work in two steps. */
  public SliceFiller(SliceBounds bounds, SliceWork<?, T> work) {
    this(bounds, work, System::nanoTime);
  }

  @SuppressWarnings("unchecked")
  SliceFiller(SliceBounds bounds, SliceWork<?, T> work, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.work = (SliceWork<Object, T>) work;
    this.nanoTime = nanoTime;
  }

  /** What there is to know about a record; works out a slice unless it is known already. */
  public T of(TopicPartition partition, long offset, byte[] value) {
    PollTable<T> table = PollTable.ofThisThread();
    Optional<T> known = table.take(partition, offset);
    if (known.isPresent()) {
      return known.get();
    }
    List<Waiting> waiting = table.slice(partition, offset, bounds.rows(), bounds.bytes());
    if (waiting.isEmpty()) {
      return work.finish(work.prepare(Collections.singletonList(value))).get(0);
    }
    prepare(waiting);
    table.found(waiting, finish(waiting));
    return table.take(partition, offset).orElseThrow();
  }

  /** Forgets what is noted of a partition, which this thread does not process any more. */
  public void forget(int partition) {
    PollTable.ofThisThread().forget(partition);
  }

  private void prepare(List<Waiting> waiting) {
    List<Waiting> fresh = new ArrayList<>(waiting.size());
    List<byte[]> values = new ArrayList<>(waiting.size());
    for (Waiting each : waiting) {
      if (each.prepared() == null) {
        fresh.add(each);
        values.add(each.record().value());
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    List<Object> prepared = work.prepare(values);
    for (int i = 0; i < fresh.size(); i++) {
      fresh.get(i).prepared(prepared.get(i));
    }
  }

  /** Answers for as many of them, from the first, as the bounds allow; for one at least. */
  private List<T> finish(List<Waiting> waiting) {
    long most = mostCost();
    long cost = 0;
    List<Object> slice = new ArrayList<>(waiting.size());
    for (Waiting each : waiting) {
      long next = work.cost(each.prepared());
      if (!slice.isEmpty() && cost + next > most) {
        break;
      }
      cost += next;
      slice.add(each.prepared());
    }
    long start = nanoTime.getAsLong();
    List<T> answers = work.finish(slice);
    learn(cost, Math.max(1, nanoTime.getAsLong() - start));
    return answers;
  }

  private void learn(long cost, long nanos) {
    if (cost == 0) {
      return;
    }
    double rate = (double) cost / nanos;
    costPerNano =
        costPerNano == 0 ? rate : (1 - WEIGHT_OF_LAST) * costPerNano + WEIGHT_OF_LAST * rate;
  }

  private long mostCost() {
    long most = work.costOfSlice();
    if (costPerNano == 0) {
      return most;
    }
    return Math.min(most, (long) (costPerNano * bounds.time().toNanos()));
  }
}
