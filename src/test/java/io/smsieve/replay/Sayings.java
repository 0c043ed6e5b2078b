package io.smsieve.replay;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Provider;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.record.LabelledExample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Models without a network: a text is a list of scores with commas between them, and each model
 * reads the one at its own place; no number there: it gives no score.
 */
public final class Sayings {

  private Sayings() {}

  /** A model that reads the score at a place. */
  public static EvaluatedModel model(String name, int place) {
    return new EvaluatedModel(new Reader(name, place), 0.5, text -> text.startsWith("0.9"));
  }

  /** An example whose text is what the models say. */
  public static LabelledExample example(String id, Boolean spam, String scores) {
    return LabelledExample.newBuilder()
        .setId(id)
        .setText(scores)
        .setSpam(spam)
        .setPolitical(null)
        .setSource("source of " + id.charAt(0))
        .setAttributes(Map.of())
        .setObservedAt(Instant.EPOCH)
        .build();
  }

  private record Reader(String name, int place) implements Classifier {

    @Override
    public List<Outcome> classify(List<String> texts) {
      return texts.stream().map(this::outcome).toList();
    }

    private Outcome outcome(String text) {
      String said = text.split(",", -1)[place];
      if (said.equals("broken")) {
        throw new ClassifierFailedException("the model of this test fails");
      }
      if (said.isEmpty()) {
        return new Rejection(Rejection.Reason.UNSCORABLE);
      }
      double score = Double.parseDouble(said);
      Label label = score >= 0.5 ? Label.SPAM : Label.HAM;
      return new Verdict(label, score, OptionalDouble.empty(), 0.5, 3, false);
    }

    @Override
    public ModelIdentity model() {
      return new ModelIdentity(name, "1", "0".repeat(64), "cpu", Provider.CPU);
    }

    @Override
    public int maxCharacters() {
      return 1_000;
    }

    @Override
    public void close() {}
  }
}
