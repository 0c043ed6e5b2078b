package io.smsieve.cli.bench;

import io.smsieve.classify.Outcome;
import io.smsieve.classify.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How far two ways to score the same texts agree.
 *
 * @param scored texts that both gave a verdict on
 * @param unscored texts that one of them gave none on
 * @param equalLabels share of {@code scored} with the same label, 0 to 1
 * @param equalBits share of {@code scored} with the same probability of spam to the bit, 0 to 1
 * @param largestDifference of probabilities of spam or political
 * @param p99Difference what 99% of the differences of the probability of spam do not exceed
 */
record Agreement(
    int scored,
    int unscored,
    double equalLabels,
    double equalBits,
    double largestDifference,
    double p99Difference) {

  /** Of outcomes in the same order. */
  static Agreement of(List<Outcome> expected, List<Outcome> found) {
    double[] differences = new double[expected.size()];
    int scored = 0;
    int labels = 0;
    int bits = 0;
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i) instanceof Verdict one && found.get(i) instanceof Verdict other) {
        double spam = Math.abs(one.spamProbability() - other.spamProbability());
        differences[scored++] = spam;
        labels += one.label() == other.label() ? 1 : 0;
        bits += spam == 0 ? 1 : 0;
        largest = Math.max(largest, Math.max(spam, political(one, other)));
      }
    }
    double[] sorted = Arrays.copyOf(differences, scored);
    Arrays.sort(sorted);
    return new Agreement(
        scored,
        expected.size() - scored,
        (double) labels / scored,
        (double) bits / scored,
        largest,
        scored == 0 ? Double.NaN : sorted[(int) Math.ceil(0.99 * scored) - 1]);
  }

  private static double political(Verdict one, Verdict other) {
    return Math.abs(one.politicalProbability().orElse(0) - other.politicalProbability().orElse(0));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f%% of %d labels equal, %.2f%% of probabilities to the bit; they differ by %.2g at"
            + " most, %.2g at the 99th percentile",
        100 * equalLabels,
        scored,
        100 * equalBits,
        largestDifference,
        p99Difference);
  }
}
