package io.smsieve.classify.onnx;

import java.util.List;

/** Runs the model. Safe for several threads. */
interface RowScorer extends AutoCloseable {

  /**
   * Logits of rows, which are filled up to the longest.
   *
   * @param rows at least one
   * @return row after row, one logit a head
   * @throws RowsFailedException if the run fails
   */
  float[] logits(List<TokenisedText> rows) throws RowsFailedException;

  /**
   * How many runs it does side by side as fast as one alone.
   *
   * @return 1 or more
   */
  default int runsAtOnce() {
    return 1;
  }

  /** Frees the model; for the end, when nothing runs any more. */
  @Override
  default void close() {}
}
