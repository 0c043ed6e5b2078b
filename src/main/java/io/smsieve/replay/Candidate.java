package io.smsieve.replay;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.EvaluatedModel;

/**
 * A model that is compared, without the means to run it.
 *
 * @param identity what its scores are counted under
 * @param threshold from which a score is spam, above 0 and below 1
 */
public record Candidate(ModelIdentity identity, double threshold) {

  /** What is counted of a model. */
  public static Candidate of(EvaluatedModel model) {
    return new Candidate(model.identity(), model.threshold());
  }
}
