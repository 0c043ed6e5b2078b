package io.smsieve.classify.onnx;

import io.smsieve.classify.ClassifierFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores rows batch by batch. A batch that fails is halved until the row that makes it fail is
 * alone, so that one row harms only itself; a failure that a harmless row meets too is the
 * system's. For one call.
 */
final class BatchRunner {

  private final RowScorer scorer;
  private final int heads;
  private final TokenisedText probe;
  private final TokenisedText[] rows;
  private final float[][] logits;
  private int runs;
  private long tokens;
  private long paddedTokens;

  /**
   * Prepares a call.
   *
   * @param scorer runs the model
   * @param heads logits a row
   * @param probe a row that the model can score
   * @param rows what is to be scored; null for a row that is left out
   */
  BatchRunner(RowScorer scorer, int heads, TokenisedText probe, TokenisedText[] rows) {
    this.scorer = scorer;
    this.heads = heads;
    this.probe = probe;
    this.rows = rows;
    this.logits = new float[rows.length][];
  }

  /**
   * Scores all rows.
   *
   * @return logits a row, one a head; null for a row that was left out or that the model fails on
   * @throws ClassifierFailedException if the system fails
   */
  float[][] run(BatchPlan plan) {
    int[] lengths = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      lengths[i] = rows[i] == null ? 0 : rows[i].ids().length;
    }
    for (int[] batch : plan.batches(lengths)) {
      run(batch, 0, batch.length);
    }
    return logits;
  }

  int runs() {
    return runs;
  }

  long tokens() {
    return tokens;
  }

  long paddedTokens() {
    return paddedTokens;
  }

  private void run(int[] batch, int from, int to) {
    List<TokenisedText> part = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      part.add(rows[batch[i]]);
    }
    try {
      float[] scores = scorer.logits(part);
      count(part);
      keep(scores, batch, from, to);
    } catch (RowsFailedException e) {
      if (e.isSystemFailure()) {
        throw new ClassifierFailedException(e.getMessage(), e);
      } else if (to - from > 1) {
        int middle = (from + to) / 2;
        run(batch, from, middle);
        run(batch, middle, to);
      } else {
        requireProbe(e);
      }
    }
  }

  private void count(List<TokenisedText> part) {
    int longest = 0;
    for (TokenisedText row : part) {
      tokens += row.ids().length;
      longest = Math.max(longest, row.ids().length);
    }
    paddedTokens += (long) longest * part.size();
    runs++;
  }

  private void keep(float[] scores, int[] batch, int from, int to) {
    boolean doubtful = false;
    for (int i = from; i < to; i++) {
      float[] row = Arrays.copyOfRange(scores, (i - from) * heads, (i - from + 1) * heads);
      boolean finite = isFinite(row);
      doubtful |= !finite;
      logits[batch[i]] = finite ? row : null;
    }
    if (doubtful) {
      requireProbe(null);
    }
  }

  /** Whose fault is a row without a score? The system's, if the probe gets none either. */
  private void requireProbe(RowsFailedException failure) {
    try {
      if (isFinite(scorer.logits(List.of(probe)))) {
        return;
      }
    } catch (RowsFailedException e) {
      throw new ClassifierFailedException(e.getMessage(), e);
    }
    throw new ClassifierFailedException(
        "the model gives logits that are no numbers, for a harmless text too", failure);
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
