package io.smsieve.evaluation;

import io.smsieve.record.LabelledExample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Counts examples as plainly as can be: the last record of each id is what holds. The rule that the
 * evaluation is measured by, in tests and in {@code deploy/prove-delivery}.
 */
public final class Recount {

  private final Map<String, LabelledExample> last = new LinkedHashMap<>();

  /** No examples yet. */
  public Recount() {}

  /** A record of an id; null takes the example back. */
  public void record(String id, LabelledExample example) {
    if (example == null) {
      last.remove(id);
    } else {
      last.put(id, example);
    }
  }

  /** Examples that hold. */
  public int size() {
    return last.size();
  }

  /**
   * Examples of a kind by truth and verdict.
   *
   * @param score of a text, 0 to 1
   * @param threshold from which a score is spam
   */
  public Confusion confusion(
      Predicate<LabelledExample> kind, ToDoubleFunction<String> score, double threshold) {
    long[] counts = new long[4];
    for (LabelledExample example : last.values()) {
      if (example.getSpam() != null && kind.test(example)) {
        boolean calledSpam = score.applyAsDouble(example.getText()) >= threshold;
        counts[(example.getSpam() ? 0 : 2) + (calledSpam ? 0 : 1)]++;
      }
    }
    return new Confusion(counts[0], counts[2], counts[3], counts[1]);
  }

  /** Examples of a kind without a label. */
  public long unlabelled(Predicate<LabelledExample> kind) {
    return last.values().stream().filter(e -> e.getSpam() == null && kind.test(e)).count();
  }
}
