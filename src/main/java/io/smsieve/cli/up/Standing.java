package io.smsieve.cli.up;

import io.smsieve.evaluation.Figure;
import java.util.List;

/**
 * How right the model was, window by window, beside the two predictors that need none.
 *
 * @param rows the last minutes, the one that goes on included, and the last hour; none where
 *     nothing is counted yet
 */
record Standing(List<Row> rows) {

  /** Nothing is counted yet. */
  static final Standing NONE = new Standing(List.of());

  /**
   * One window.
   *
   * @param window when, for people
   * @param model accuracy of the model
   * @param hamOnly accuracy of who always says ham, on the same examples
   * @param spamOnly accuracy of who always says spam
   */
  record Row(String window, Figure model, Figure hamOnly, Figure spamOnly) {}
}
