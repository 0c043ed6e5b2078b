package io.smsieve.classify.onnx;

import io.smsieve.classify.InputLimits;
import io.smsieve.classify.Provider;
import io.smsieve.classify.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures with which token budget a model reads most tokens a second. The smallest that is as good
 * as the best within a few per cent wins: short runs keep latency low and leave memory.
 */
final class PlanFinder {

  private static final int[] CPU_BUDGETS = {128, 256, 512, 1_024};
  private static final int[] CUDA_BUDGETS = {4_096, 16_384, 65_536};
  private static final int ROW = 32;
  private static final int RUNS = 4;
  private static final double AS_GOOD = 0.97;
  private static final double SECONDS_OF_SLICE = 0.5;

  private final InputLimits input;
  private final LongSupplier nanoTime;

  PlanFinder(InputLimits input, LongSupplier nanoTime) {
    this.input = input;
    this.nanoTime = nanoTime;
  }

  /**
   * The plan of an open model.
   *
   * @param pinned whether the budget was set by hand and is only timed
   * @throws RowsFailedException if the model fails on made-up rows
   */
  RunPlan find(OpenModel model, boolean pinned) throws RowsFailedException {
    BatchLimits limits = model.limits();
    List<Integer> budgets = new ArrayList<>();
    for (int budget : budgets(model, pinned)) {
      if (budget <= limits.tokenBudget()) {
        budgets.add(budget);
      }
    }
    double[] rates = new double[budgets.size()];
    double best = 0;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = tokensPerSecond(model.session(), rows(budgets.get(i), limits.maxRows()));
      best = Math.max(best, rates[i]);
    }
    int chosen = 0;
    while (rates[chosen] < AS_GOOD * best) {
      chosen++;
    }
    long slice = (long) (rates[chosen] * SECONDS_OF_SLICE);
    int budget = budgets.get(chosen);
    return new RunPlan(budget, limits.maxRows(), Math.max(budget, slice), (long) rates[chosen]);
  }

  private static int[] budgets(OpenModel model, boolean pinned) {
    int most = model.limits().tokenBudget();
    int[] usual = model.decision().provider() == Provider.CUDA ? CUDA_BUDGETS : CPU_BUDGETS;
    return pinned || most < usual[0] ? new int[] {most} : usual;
  }

  private List<TokenisedText> rows(int budget, int maxRows) {
    int length = Math.min(ROW, input.maxTokens());
    return rows(Math.max(1, Math.min(maxRows, budget / length)), length, input);
  }

  /** Made-up rows of equal length. */
  static List<TokenisedText> rows(int count, int length, InputLimits input) {
    List<TokenisedText> rows = new ArrayList<>();
    for (int n = count; n > 0; n--) {
      int[] ids = new int[length];
      for (int i = 0; i < length; i++) {
        // Any ids do, but not the same in every row.
        ids[i] = (n + i) % Math.max(1, input.clsId());
      }
      ids[0] = input.clsId();
      ids[length - 1] = input.sepId();
      rows.add(new TokenisedText(ids, length, false));
    }
    return rows;
  }

  private double tokensPerSecond(RowScorer session, List<TokenisedText> rows)
      throws RowsFailedException {
    run(session, rows);
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long start = nanoTime.getAsLong();
      run(session, rows);
      shortest = Math.min(shortest, nanoTime.getAsLong() - start);
    }
    long tokens = (long) session.runsAtOnce() * rows.size() * rows.get(0).ids().length;
    return tokens * 1e9 / Math.max(1, shortest);
  }

  /** As many at once as a call does. */
  private static void run(RowScorer session, List<TokenisedText> rows) throws RowsFailedException {
    int runs = session.runsAtOnce();
    SideBySide.run(runs, runs, number -> session.logits(rows));
  }
}
