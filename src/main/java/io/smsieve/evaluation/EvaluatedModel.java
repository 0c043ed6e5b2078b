package io.smsieve.evaluation;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.ModelIdentity;
import java.util.function.Predicate;

/**
 * A model whose rightness is measured.
 *
 * @param classifier gives its scores
 * @param threshold from which a score is spam, above 0 and below 1
 * @param trainedOn tells whether it was trained on a text
 */
public record EvaluatedModel(Classifier classifier, double threshold, Predicate<String> trainedOn) {

  /** The model of a bundle, scored by a classifier of that bundle. */
  public static EvaluatedModel of(ModelBundle bundle, Classifier classifier) {
    ModelIdentity identity = classifier.model();
    double threshold = bundle.profiles().get(identity.profile()).spam().threshold();
    return new EvaluatedModel(classifier, threshold, bundle::trainedOn);
  }

  /** What its scores are counted under. */
  public ModelIdentity identity() {
    return classifier.model();
  }
}
