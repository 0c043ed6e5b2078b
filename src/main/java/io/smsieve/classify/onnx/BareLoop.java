package io.smsieve.classify.onnx;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.InputLimits;
import io.smsieve.classify.ModelBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The model and nothing else: texts tokenised beforehand, all of them sorted into ideal batches,
 * run as a call runs them. What everything else is measured against.
 */
public final class BareLoop implements AutoCloseable {

  private static final int[] CPU_BUDGETS = {128, 192, 256, 384, 512, 1_024};
  private static final int TRIED_ROWS = 600;

  private final RowScorer session;
  private final TokenisedText[] rows;
  private final List<List<TokenisedText>> batches;
  private final int tokenBudget;
  private final InputLimits input;

  private BareLoop(OpenModel model, InputLimits input, TokenisedText[] rows) {
    this.session = model.session();
    this.input = input;
    this.rows = rows;
    boolean equal = model.profile().batchInvariant();
    this.tokenBudget = equal ? bestBudget(model.limits()) : model.limits().tokenBudget();
    this.batches = batches(rows, model.limits().withTokenBudget(tokenBudget), equal);
  }

  /**
   * Opens the model, tokenises, and tries which budget is best.
   *
   * @param texts what is scored in each pass; those that cannot be are left out
   */
  public static BareLoop open(ModelBundle bundle, OnnxOptions options, List<String> texts) {
    List<TokenisedText> rows = new ArrayList<>();
    new Preparation(bundle, Tokeniser.of(bundle.tokenizer(), bundle.limits()))
        .prepare(texts)
        .forEach(text -> ((ReadyText) text).row().ifPresent(rows::add));
    return new BareLoop(
        OpenModel.open(bundle, options.withCalibration()),
        bundle.limits(),
        rows.toArray(TokenisedText[]::new));
  }

  private int bestBudget(BatchLimits limits) {
    TokenisedText[] some = Arrays.copyOf(rows, Math.min(rows.length, TRIED_ROWS));
    int best = limits.tokenBudget();
    long shortest = Long.MAX_VALUE;
    for (int budget : CPU_BUDGETS) {
      long start = System.nanoTime();
      run(batches(some, limits.withTokenBudget(budget), true));
      long took = System.nanoTime() - start;
      if (took < shortest) {
        shortest = took;
        best = budget;
      }
    }
    return best;
  }

  private static List<List<TokenisedText>> batches(
      TokenisedText[] rows, BatchLimits limits, boolean equal) {
    List<List<TokenisedText>> batches = new ArrayList<>();
    for (int[] positions : new BatchPlan(limits, equal).batches(lengths(rows))) {
      List<TokenisedText> batch = new ArrayList<>(positions.length);
      for (int position : positions) {
        batch.add(rows[position]);
      }
      batches.add(batch);
    }
    return batches;
  }

  private void run(List<List<TokenisedText>> parts) {
    try {
      SideBySide.run(
          parts.size(), session.runsAtOnce(), number -> session.logits(parts.get(number)));
    } catch (RowsFailedException e) {
      throw new ClassifierFailedException(e.getMessage(), e);
    }
  }

  /**
   * Scores all rows once.
   *
   * @return nanoseconds that it took
   */
  public long pass() {
    long start = System.nanoTime();
    run(batches);
    return System.nanoTime() - start;
  }

  /**
   * Runs batches of made-up rows of equal length, as many as it runs side by side.
   *
   * @return nanoseconds a batch
   */
  public long run(int rows, int tokens) {
    List<TokenisedText> batch = PlanFinder.rows(rows, tokens, input);
    long start = System.nanoTime();
    run(Collections.nCopies(session.runsAtOnce(), batch));
    return (System.nanoTime() - start) / session.runsAtOnce();
  }

  /** Rows of a pass. */
  public int size() {
    return rows.length;
  }

  /** The budget that was best. */
  public int tokenBudget() {
    return tokenBudget;
  }

  /** Tokens of each row. */
  public int[] lengths() {
    return lengths(rows);
  }

  private static int[] lengths(TokenisedText[] rows) {
    return Arrays.stream(rows).mapToInt(row -> row.ids().length).toArray();
  }

  @Override
  public void close() {
    session.close();
  }
}
