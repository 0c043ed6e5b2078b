package io.smsieve.evaluation.live;

import io.smsieve.evaluation.Confusion;
import io.smsieve.record.LabelledExample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Counts examples as plainly as can be: the last record of each id is what holds. The rule that
 * everything else is measured by in tests.
 */
final class Recount {

  private final Map<String, LabelledExample> last = new LinkedHashMap<>();

  /** A record of an id; null takes the example back. */
  void record(String id, LabelledExample example) {
    if (example == null) {
      last.remove(id);
    } else {
      last.put(id, example);
    }
  }

  /** Examples of a kind by truth and verdict. */
  Confusion confusion(
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
  long unlabelled(Predicate<LabelledExample> kind) {
    return last.values().stream().filter(e -> e.getSpam() == null && kind.test(e)).count();
  }
}
