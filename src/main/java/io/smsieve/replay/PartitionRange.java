package io.smsieve.replay;

/**
 * Offsets of a partition.
 *
 * @param partition from 0
 * @param from first offset
 * @param to end, excluded
 */
public record PartitionRange(int partition, long from, long to) {

  /** How many offsets there are, those of markers included. */
  public long size() {
    return to - from;
  }
}
