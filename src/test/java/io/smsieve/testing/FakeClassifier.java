package io.smsieve.testing;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Provider;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A classifier without a model: a text is a number, which is its spam probability; one that is no
 * number is ham at 0.1. It can be told to fail.
 */
public final class FakeClassifier implements Classifier {

  /** At and above it a text is spam. */
  public static final double THRESHOLD = 0.5;

  private static final ModelIdentity MODEL =
      new ModelIdentity("fake", "1.0.0", "0".repeat(64), "cpu", Provider.CPU);

  private final List<Integer> calls = new ArrayList<>();
  private boolean failing;

  /** From now on every call fails, or none does. */
  public synchronized void setFailing(boolean failing) {
    this.failing = failing;
  }

  /** How many texts each call had that did not fail. */
  public synchronized List<Integer> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized List<Outcome> classify(List<String> texts) {
    if (failing) {
      throw new ClassifierFailedException("the classifier of this test was told to fail");
    }
    calls.add(texts.size());
    return texts.stream().map(FakeClassifier::outcome).toList();
  }

  private static Outcome outcome(String text) {
    if (text == null) {
      return new Rejection(Rejection.Reason.MISSING_TEXT);
    }
    if (text.isBlank()) {
      return new Rejection(Rejection.Reason.BLANK);
    }
    if (text.equals("unscorable")) {
      return new Rejection(Rejection.Reason.UNSCORABLE);
    }
    double probability = text.matches("[0-9.]+") ? Double.parseDouble(text) : 0.1;
    Label label = probability >= THRESHOLD ? Label.SPAM : Label.HAM;
    return new Verdict(
        label, probability, OptionalDouble.of(0.25), THRESHOLD, text.length() + 2, false);
  }

  @Override
  public ModelIdentity model() {
    return MODEL;
  }

  @Override
  public int maxCharacters() {
    return 1_000;
  }

  @Override
  public void close() {}
}
