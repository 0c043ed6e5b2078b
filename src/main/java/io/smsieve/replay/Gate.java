package io.smsieve.replay;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.Intervals;
import io.smsieve.evaluation.Scored;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.Truth;
import io.smsieve.record.LabelledExample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a model is not worse than another by more than a margin: give it examples, then
 * ask for the verdicts. An example without a score counts as not right, so that no model gains by
 * refusing what is hard. A later example of the same id replaces the earlier. Not thread-safe.
 */
public final class Gate {

  private final Examples examples;
  private final List<Candidate> models;
  private final Slices slices;
  private final Terms terms;
  private final Map<String, Pair> pairs = new HashMap<>();

  /**
   * On what terms the candidate passes.
   *
   * @param margin by how much its accuracy may be lower, from 0 to 1
   * @param slices in which it must hold, at least one
   * @param unseenOnly whether examples that either was trained on are left out
   */
  public record Terms(double margin, List<String> slices, boolean unseenOnly) {

    /** Checks the margin. */
    public Terms {
      slices = List.copyOf(slices);
      if (!(margin >= 0 && margin <= 1)) {
        throw new IllegalArgumentException("expected a margin from 0 to 1, found " + margin);
      }
    }
  }

  private record Pair(Set<String> slices, Answer baseline, Answer candidate) {}

  private record Answer(boolean right, boolean trained) {}

  /**
   * A gate without examples.
   *
   * @param baseline what is to be replaced
   * @param candidate what is to replace it, of another identity
   * @param slices what examples are divided by
   */
  public Gate(EvaluatedModel baseline, EvaluatedModel candidate, Slices slices, Terms terms) {
    this.examples = new Examples(List.of(baseline, candidate), slices);
    this.models = List.of(Candidate.of(baseline), Candidate.of(candidate));
    this.slices = slices;
    this.terms = terms;
  }

  /**
   * Asks both models; some hundreds of examples at a time are worked out at once.
   *
   * @throws ClassifierFailedException if a model fails
   */
  public void take(List<LabelledExample> given) {
    List<List<Scored>> scores = examples.score(given);
    Trial.requireSameModels(examples, models);
    for (int i = 0; i < given.size(); i++) {
      LabelledExample example = given.get(i);
      pairs.remove(example.getId());
      if (example.getSpam() != null) {
        Truth truth = Truth.of(example.getSpam());
        Answer baseline = answer(scores.get(i).get(0), truth);
        Answer candidate = answer(scores.get(i).get(1), truth);
        if (!terms.unseenOnly() || !(baseline.trained() || candidate.trained())) {
          Set<String> wanted = new HashSet<>(slices.of(example));
          wanted.retainAll(terms.slices());
          pairs.put(example.getId(), new Pair(wanted, baseline, candidate));
        }
      }
    }
  }

  private static Answer answer(Scored scored, Truth truth) {
    return new Answer(scored.hasScore() && scored.verdict() == truth, scored.trained());
  }

  /** What is to be said of each slice of the terms, in their order. */
  public List<GateVerdict> verdicts() {
    return terms.slices().stream().map(this::verdict).toList();
  }

  private GateVerdict verdict(String slice) {
    long[][] right = new long[2][2];
    long baselineSeen = 0;
    long candidateSeen = 0;
    for (Pair pair : pairs.values()) {
      if (pair.slices().contains(slice)) {
        right[pair.baseline().right() ? 1 : 0][pair.candidate().right() ? 1 : 0]++;
        baselineSeen += pair.baseline().trained() ? 1 : 0;
        candidateSeen += pair.candidate().trained() ? 1 : 0;
      }
    }
    long n = right[0][0] + right[0][1] + right[1][0] + right[1][1];
    String none = "no labelled example in this slice";
    return new GateVerdict(
        slice,
        n,
        right[1][1],
        right[1][0],
        right[0][1],
        right[0][0],
        baselineSeen,
        candidateSeen,
        Intervals.share(right[1][0] + right[1][1], n, none),
        Intervals.share(right[0][1] + right[1][1], n, none),
        Intervals.difference(right[1][1], right[1][0], right[0][1], right[0][0]),
        Intervals.exactMcNemar(right[1][0], right[0][1]),
        terms.margin());
  }
}
