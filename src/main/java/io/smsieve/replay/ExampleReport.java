package io.smsieve.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An example that is named.
 *
 * @param id the example's
 * @param spam its label
 * @param scores of the predictors in question, in their order, from 0 to 1; null for none
 * @param text null unless wanted
 */
public record ExampleReport(
    String id,
    boolean spam,
    List<Double> scores,
    @JsonInclude(JsonInclude.Include.NON_NULL) String text) {

  /** Shows nothing of the text. */
  @Override
  public String toString() {
    return "ExampleReport";
  }
}
