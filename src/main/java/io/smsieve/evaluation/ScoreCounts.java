package io.smsieve.evaluation;

import java.util.Arrays;

/**
 * How many scores fell into which bin, and their sum: what is kept of scores. Immutable and small:
 * empty bins take no room.
 */
public final class ScoreCounts {

  /** What sums are counted in: whole numbers add up to the same in any order. */
  public static final long UNITS = 1_000_000;

  /** None. */
  public static final ScoreCounts NONE = new ScoreCounts(new long[0]);

  private static final int FIELDS = 3;

  // Bin, count and sum of each bin that is not empty, in the order of the bins.
  private final long[] packed;

  private ScoreCounts(long[] packed) {
    this.packed = packed;
  }

  /** A score in the unit of the sums. */
  public static long units(double score) {
    return Math.round(score * UNITS);
  }

  /** Takes a bin that is not empty. */
  @FunctionalInterface
  public interface BinVisitor {
    /**
     * One bin.
     *
     * @param sum of the scores in the bin, in millionths
     */
    void bin(int bin, long count, long sum);
  }

  /** Shows each bin that is not empty, in order. */
  public void forEach(BinVisitor visitor) {
    for (int i = 0; i < packed.length; i += FIELDS) {
      visitor.bin((int) packed[i], packed[i + 1], packed[i + 2]);
    }
  }

  /** How many bins are not empty. */
  public int size() {
    return packed.length / FIELDS;
  }

  /** How many scores there are. */
  public long total() {
    long total = 0;
    for (int i = 1; i < packed.length; i += FIELDS) {
      total += packed[i];
    }
    return total;
  }

  /**
   * The same with more or fewer scores in one bin.
   *
   * @param count negative to take some away
   * @param sum of those scores in millionths, negative with the count
   */
  public ScoreCounts plus(int bin, long count, long sum) {
    int at = 0;
    while (at < packed.length && packed[at] < bin) {
      at += FIELDS;
    }
    boolean there = at < packed.length && packed[at] == bin;
    long newCount = count + (there ? packed[at + 1] : 0);
    long newSum = sum + (there ? packed[at + 2] : 0);
    int tail = there ? at + FIELDS : at;
    boolean empty = newCount == 0 && newSum == 0;
    long[] next = new long[at + (empty ? 0 : FIELDS) + packed.length - tail];
    System.arraycopy(packed, 0, next, 0, at);
    if (!empty) {
      next[at] = bin;
      next[at + 1] = newCount;
      next[at + 2] = newSum;
    }
    System.arraycopy(packed, tail, next, at + (empty ? 0 : FIELDS), packed.length - tail);
    return next.length == 0 ? NONE : new ScoreCounts(next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreCounts counts && Arrays.equals(packed, counts.packed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(packed);
  }

  @Override
  public String toString() {
    return "ScoreCounts" + Arrays.toString(packed);
  }
}
