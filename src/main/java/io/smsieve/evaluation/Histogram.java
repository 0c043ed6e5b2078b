package io.smsieve.evaluation;

import java.util.Arrays;

/** Scores of one class added up over windows, slices or examples. Not thread-safe. */
public final class Histogram {

  private final long[] counts;
  private final long[] sums;
  private long total;

  /** An empty one. */
  public Histogram(Bins bins) {
    counts = new long[bins.count()];
    sums = new long[bins.count()];
  }

  /** Forgets all that was added. */
  public void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(sums, 0);
    total = 0;
  }

  /** Adds what another part of the examples counted. */
  public void add(ScoreCounts more) {
    more.forEach(this::add);
  }

  /** Takes away a part of what was added. */
  public void subtract(ScoreCounts fewer) {
    fewer.forEach((bin, count, sum) -> add(bin, -count, -sum));
  }

  /**
   * Adds scores to a bin.
   *
   * @param sum of the scores in millionths
   */
  public void add(int bin, long count, long sum) {
    counts[bin] += count;
    sums[bin] += sum;
    total += count;
  }

  /** How many scores there are. */
  public long total() {
    return total;
  }

  /** How many scores there are in a bin. */
  public long count(int bin) {
    return counts[bin];
  }

  /** The mean of the scores in a bin, from 0 to 1; NaN where there is none. */
  public double mean(int bin) {
    return (double) sums[bin] / counts[bin] / ScoreCounts.UNITS;
  }

  /** The sum of the scores in a bin. */
  public double sum(int bin) {
    return (double) sums[bin] / ScoreCounts.UNITS;
  }

  /** The sum of the scores in a bin, in millionths. */
  public long units(int bin) {
    return sums[bin];
  }

  /** How many scores lie in a bin or in one after it. */
  public long countFrom(int bin) {
    long from = 0;
    for (int i = bin; i < counts.length; i++) {
      from += counts[i];
    }
    return from;
  }
}
