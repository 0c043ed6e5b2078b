package io.smsieve.evaluation;

/**
 * How scores are divided into bins. Those below the threshold are of equal width, and so are those
 * from it on, so that one edge lies exactly at the threshold and a label can be told from the bin.
 *
 * @param threshold the edge between the two groups, above 0 and below 1
 * @param below bins from 0 (included) to the threshold (excluded); their numbers begin at 0
 * @param from bins from the threshold (included) to 1 (included)
 */
public record Bins(double threshold, int below, int from) {

  /** Bins on each side of a threshold: a hundredth each where it is one half. */
  public static final int PER_SIDE = 50;

  /** Checks the ranges. */
  public Bins {
    if (!(threshold > 0 && threshold < 1) || below < 1 || from < 1) {
      throw new IllegalArgumentException(
          "expected a threshold between 0 and 1 and at least one bin on each side, found "
              + threshold
              + ", "
              + below
              + " and "
              + from);
    }
  }

  /** The usual number of bins on each side of a threshold. */
  public static Bins around(double threshold) {
    return new Bins(threshold, PER_SIDE, PER_SIDE);
  }

  /** How many there are. */
  public int count() {
    return below + from;
  }

  /**
   * The bin of a score.
   *
   * @param score from 0 to 1
   * @return from 0 to {@code count() - 1}; at least {@code below} exactly where the score is at or
   *     above the threshold
   */
  public int of(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("expected a score from 0 to 1, found " + score);
    }
    int first = score < threshold ? 0 : below;
    int last = score < threshold ? below - 1 : count() - 1;
    double share = score < threshold ? score / threshold : (score - threshold) / (1 - threshold);
    int bin = first + (int) (share * (last - first + 1));
    bin = Math.max(first, Math.min(last, bin));
    // A quotient may round across an edge; the edges decide.
    while (bin > first && score < edge(bin)) {
      bin--;
    }
    while (bin < last && score >= edge(bin + 1)) {
      bin++;
    }
    return bin;
  }

  /**
   * The lower edge of a bin.
   *
   * @param bin from 0 to {@code count()}, where the last is 1, the upper edge of the last bin
   */
  public double edge(int bin) {
    if (bin < 0 || bin > count()) {
      throw new IllegalArgumentException("expected 0 to " + count() + ", found " + bin);
    }
    if (bin < below) {
      return threshold * bin / below;
    }
    return bin == count() ? 1 : threshold + (1 - threshold) * (bin - below) / from;
  }

  /**
   * The first bin whose scores are spam by a threshold of one's own, which is moved to the nearest
   * edge.
   *
   * @param wanted from 0 to 1
   */
  public int firstSpam(double wanted) {
    if (!(wanted >= 0 && wanted <= 1)) {
      throw new IllegalArgumentException("expected a threshold from 0 to 1, found " + wanted);
    }
    int nearest = 0;
    for (int bin = 1; bin <= count(); bin++) {
      if (Math.abs(edge(bin) - wanted) < Math.abs(edge(nearest) - wanted)) {
        nearest = bin;
      }
    }
    return nearest;
  }
}
