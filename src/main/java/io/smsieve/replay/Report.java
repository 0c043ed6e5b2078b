package io.smsieve.replay;

import io.smsieve.classify.ModelIdentity;
import java.util.List;

/**
 * How right predictors are on the same examples. {@link ReportJson} writes it.
 *
 * @param records what became of the records
 * @param predictors the models in the order in which they were given, then the two baselines
 * @param pairs every two models
 */
public record Report(
    RecordCounts records, List<PredictorReport> predictors, List<PairReport> pairs) {

  /**
   * What a predictor did.
   *
   * @throws IllegalArgumentException if it is not among them
   */
  public PredictorReport predictor(ModelIdentity identity) {
    return predictors.stream()
        .filter(each -> each.predictor().equals(identity))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected one of the predictors of the report"));
  }
}
