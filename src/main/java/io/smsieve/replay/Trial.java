package io.smsieve.replay;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.Scored;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.Timing;
import io.smsieve.record.LabelledExample;
import java.util.ArrayList;
import java.util.List;

/**
 * Labelled examples against models, without a broker: give it examples, then ask for the report.
 * What the models say of examples that are given together is worked out at once, so give some
 * hundreds at a time. Not thread-safe.
 */
public final class Trial {

  /** Examples that are given together, by default: enough to be sorted by length. */
  public static final int BATCH = 2_048;

  private final Examples examples;
  private final List<Candidate> candidates;
  private final Comparison comparison;
  private final boolean texts;

  /**
   * A trial without examples.
   *
   * @param models at least one, no two of the same identity; stay open until the last example
   * @param slices what examples are divided by
   */
  public Trial(List<EvaluatedModel> models, Slices slices, ReportOptions options) {
    this.examples = new Examples(models, slices);
    this.candidates = models.stream().map(Candidate::of).toList();
    this.comparison = new Comparison(candidates, options);
    this.texts = options.texts();
  }

  /**
   * Scores examples and counts them. A later example of the same id replaces the earlier; one
   * without a label waits for it.
   *
   * @throws ClassifierFailedException if a model fails; nothing of these examples is counted then
   */
  public void take(List<LabelledExample> given) {
    List<List<Scored>> scores = examples.score(given);
    requireSameModels(examples, candidates);
    List<Finding> findings = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      LabelledExample example = given.get(i);
      long observed = example.getObservedAt().toEpochMilli();
      findings.add(
          new Finding(
              0,
              example.getId(),
              // A file has no times of writing, by which something could be late.
              examples.entry(example, scores.get(i), Timing.Place.HOURS, observed),
              texts ? example.getText() : null));
    }
    comparison.take(findings);
  }

  /**
   * Checks that the scores come from the models that began.
   *
   * @throws ClassifierFailedException if a device was lost and another computes: figures would be
   *     of two predictors
   */
  public static void requireSameModels(Examples examples, List<Candidate> candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      if (!examples.models().get(i).identity().equals(candidates.get(i).identity())) {
        throw new ClassifierFailedException(
            "expected "
                + candidates.get(i).identity().provider()
                + " to the end, found it lost: start again, with --provider cpu if it stays lost");
      }
    }
  }

  /** How many examples were taken. */
  public long read() {
    return comparison.read();
  }

  /** What is known by now. */
  public Report report() {
    return comparison.report();
  }
}
