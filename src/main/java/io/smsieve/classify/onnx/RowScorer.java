package io.smsieve.classify.onnx;

import java.util.List;

/** Runs the model once. */
interface RowScorer {

  /**
   * Logits of rows, which are filled up to the longest.
   *
   * @param rows at least one
   * @return row after row, one logit a head
   * @throws RowsFailedException if the run fails
   */
  float[] logits(List<TokenisedText> rows) throws RowsFailedException;
}
