package io.smsieve.classify.onnx;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.onnx.RowsFailedException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores rows batch by batch. A batch that fails is halved until the row that makes it fail is
 * alone, so that one row harms only itself; a failure that a harmless row meets too is the
 * system's. Where memory is short, this batch and all that follow are halved. Batches run side by
 * side where the scorer does that. For one call.
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
  private volatile long mostTokens = Long.MAX_VALUE;

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
   * @throws RowsFailedException if memory is too short for one row, or the device fails
   * @throws ClassifierFailedException if the model fails on a harmless row too
   */
  float[][] run(BatchPlan plan) throws RowsFailedException {
    int[] lengths = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      lengths[i] = rows[i] == null ? 0 : rows[i].ids().length;
    }
    List<int[]> batches = plan.batches(lengths);
    SideBySide.run(
        batches.size(),
        scorer.runsAtOnce(),
        number -> run(batches.get(number), 0, batches.get(number).length));
    return logits;
  }

  /** Tokens of a batch for which memory turned out to do; the largest number if it always did. */
  long mostTokens() {
    return mostTokens;
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

  private void run(int[] batch, int from, int to) throws RowsFailedException {
    int rowsHere = to - from;
    if (rowsHere > 1 && computed(batch, from, to) > mostTokens) {
      halve(batch, from, to);
      return;
    }
    List<TokenisedText> part = new ArrayList<>(rowsHere);
    for (int i = from; i < to; i++) {
      part.add(rows[batch[i]]);
    }
    try {
      float[] scores = scorer.logits(part);
      count(part);
      keep(scores, batch, from, to);
    } catch (RowsFailedException e) {
      failed(e, batch, from, to);
    }
  }

  private void failed(RowsFailedException e, int[] batch, int from, int to)
      throws RowsFailedException {
    boolean alone = to - from == 1;
    if (e.kind() == Kind.DEVICE || (alone && e.kind() == Kind.MEMORY)) {
      throw e;
    }
    if (e.kind() == Kind.MEMORY) {
      shrink(Math.max(1, computed(batch, from, to) / 2));
    }
    if (alone) {
      requireProbe(e);
      again(batch[from]);
    } else {
      halve(batch, from, to);
    }
  }

  private synchronized void shrink(long most) {
    mostTokens = Math.min(mostTokens, most);
  }

  /** Once more, since what failed the row may have passed before the probe. */
  private void again(int row) throws RowsFailedException {
    try {
      keep(scorer.logits(List.of(rows[row])), new int[] {row}, 0, 1);
      count(List.of(rows[row]));
    } catch (RowsFailedException e) {
      if (e.kind() != Kind.ROWS) {
        throw e;
      }
    }
  }

  private void halve(int[] batch, int from, int to) throws RowsFailedException {
    int middle = (from + to) / 2;
    run(batch, from, middle);
    run(batch, middle, to);
  }

  private long computed(int[] batch, int from, int to) {
    int longest = 0;
    for (int i = from; i < to; i++) {
      longest = Math.max(longest, rows[batch[i]].ids().length);
    }
    return (long) longest * (to - from);
  }

  private synchronized void count(List<TokenisedText> part) {
    int longest = 0;
    for (TokenisedText row : part) {
      tokens += row.ids().length;
      longest = Math.max(longest, row.ids().length);
    }
    paddedTokens += (long) longest * part.size();
    runs++;
  }

  private void keep(float[] scores, int[] batch, int from, int to) throws RowsFailedException {
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
  private void requireProbe(RowsFailedException failure) throws RowsFailedException {
    try {
      if (isFinite(scorer.logits(List.of(probe)))) {
        return;
      }
    } catch (RowsFailedException e) {
      if (e.kind() == Kind.DEVICE) {
        throw e;
      }
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
