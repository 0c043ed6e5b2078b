package io.smsieve.replay;

import io.smsieve.classify.ModelIdentity;
import java.util.List;

/**
 * What a predictor did.
 *
 * @param predictor who
 * @param baseline whether it is one of the two that need no model
 * @param threshold from which it says spam
 * @param slices at least {@code all}, which comes first; one each where there is an example
 * @param errors the labelled examples that it called what they are not, by id; null unless wanted
 */
public record PredictorReport(
    ModelIdentity predictor,
    boolean baseline,
    double threshold,
    List<SliceReport> slices,
    List<ExampleReport> errors) {

  /**
   * What it did in a slice.
   *
   * @throws IllegalArgumentException if it has no example there
   */
  public SliceReport slice(String name) {
    return slices.stream()
        .filter(slice -> slice.slice().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a slice with examples: " + name));
  }
}
