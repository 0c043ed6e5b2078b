package io.smsieve.cli.delivery;

import java.util.BitSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * How long it takes after a fault until messages of every partition of the input come out again.
 */
final class Recovery {

  private final long begin;
  private final Map<TopicPartition, Long> ends;
  private final Traffic traffic;
  private final BitSet missing;
  private long last;

  /**
   * A recovery that begins.
   *
   * @param begin of the fault, in nanoseconds
   * @param ends of the outputs after the fault: what lies before them was written before it
   */
  Recovery(long begin, Map<TopicPartition, Long> ends, Traffic traffic) {
    this.begin = begin;
    this.ends = Map.copyOf(ends);
    this.traffic = traffic;
    this.missing = new BitSet();
    missing.set(0, traffic.partitions());
  }

  synchronized void seen(Sighting sighting, long now) {
    if (sighting.offset() >= ends.get(sighting.place()) && !missing.isEmpty()) {
      missing.clear(traffic.partition(sighting.number()));
      last = now;
    }
  }

  /** Seconds from the fault to the first new message of the last partition; empty until then. */
  synchronized OptionalDouble seconds() {
    return missing.isEmpty()
        ? OptionalDouble.of((last - begin) / (double) TimeUnit.SECONDS.toNanos(1))
        : OptionalDouble.empty();
  }
}
