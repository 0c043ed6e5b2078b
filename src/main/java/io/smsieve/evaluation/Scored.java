package io.smsieve.evaluation;

import io.smsieve.classify.ModelIdentity;

/**
 * What a predictor said of an example, as far as it is counted.
 *
 * @param predictor who
 * @param threshold from which it says spam
 * @param bin of the score; {@link #REJECTED} where it gave none
 * @param units the score in millionths; 0 where it gave none
 * @param trained whether it was trained on the text
 */
public record Scored(
    ModelIdentity predictor, double threshold, int bin, long units, boolean trained) {

  /** In place of a bin: the text got no score. */
  public static final int REJECTED = -1;

  /** A score. */
  public static Scored of(
      ModelIdentity predictor, double threshold, double score, boolean trained) {
    return new Scored(
        predictor, threshold, Bins.around(threshold).of(score), ScoreCounts.units(score), trained);
  }

  /** No score. */
  public static Scored rejected(ModelIdentity predictor, double threshold, boolean trained) {
    return new Scored(predictor, threshold, REJECTED, 0, trained);
  }

  /** Whether there is a score. */
  public boolean hasScore() {
    return bin != REJECTED;
  }

  /** What it said, where there is a score. */
  public Truth verdict() {
    return Truth.of(bin >= Bins.PER_SIDE);
  }
}
