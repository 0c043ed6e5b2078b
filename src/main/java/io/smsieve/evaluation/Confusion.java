package io.smsieve.evaluation;

/**
 * Labelled examples by what they are and what was said of them; spam is the positive class.
 *
 * @param truePositives spam that was called spam
 * @param falsePositives ham that was called spam
 * @param trueNegatives ham that was called ham
 * @param falseNegatives spam that was called ham
 */
public record Confusion(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

  /** All. */
  public long n() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  /** What is truly spam. */
  public long spam() {
    return truePositives + falseNegatives;
  }

  /** What is truly ham. */
  public long ham() {
    return falsePositives + trueNegatives;
  }

  /** What was called spam. */
  public long calledSpam() {
    return truePositives + falsePositives;
  }

  /** What was called ham. */
  public long calledHam() {
    return trueNegatives + falseNegatives;
  }

  /** What was called what it is. */
  public long correct() {
    return truePositives + trueNegatives;
  }
}
