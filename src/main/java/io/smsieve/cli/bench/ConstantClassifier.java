package io.smsieve.cli.bench;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Provider;
import io.smsieve.classify.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** No model: the same verdict for everything, so that what is left is everything else. */
final class ConstantClassifier implements Classifier {

  private static final Verdict HAM =
      new Verdict(Label.HAM, 0.1, OptionalDouble.of(0.1), 0.5, 10, false);

  @Override
  public List<Outcome> classify(List<String> texts) {
    return Collections.nCopies(texts.size(), HAM);
  }

  @Override
  public ModelIdentity model() {
    return new ModelIdentity("none", "0.0.0", "0".repeat(64), "none", Provider.CPU);
  }

  @Override
  public int maxCharacters() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {}
}
