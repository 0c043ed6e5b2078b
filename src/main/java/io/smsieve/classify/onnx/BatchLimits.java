package io.smsieve.classify.onnx;

import io.smsieve.classify.Provider;
import io.smsieve.classify.RunPlan;

/**
 * Bounds of one run.
 *
 * @param tokenBudget tokens at most, padding included; a single row may exceed it
 * @param maxRows rows at most
 */
record BatchLimits(int tokenBudget, int maxRows) {

  private static final BatchLimits CPU = new BatchLimits(384, 64);
  private static final BatchLimits MEASURED_CPU = new BatchLimits(1_024, 64);
  private static final BatchLimits CUDA = new BatchLimits(65_536, 2_048);
  private static final long CPU_SLICE = 8_192;
  private static final long CUDA_SLICE = 1L << 20;

  /** What the options say, and the most that may come of a measurement, or the defaults. */
  static BatchLimits of(OnnxOptions options, Provider provider) {
    BatchLimits cpu = options.calibrated() ? MEASURED_CPU : CPU;
    BatchLimits defaults = provider == Provider.CUDA ? CUDA : cpu;
    return new BatchLimits(
        options.tokenBudget() == 0 ? defaults.tokenBudget : options.tokenBudget(),
        options.maxRows() == 0 ? defaults.maxRows : options.maxRows());
  }

  /** Half as much at once. */
  BatchLimits halved() {
    return new BatchLimits(Math.max(1, tokenBudget / 2), Math.max(1, maxRows / 2));
  }

  /** The same rows with another budget. */
  BatchLimits withTokenBudget(int budget) {
    return new BatchLimits(budget, maxRows);
  }

  /** A plan that nobody measured. */
  RunPlan asPlan(Provider provider) {
    long slice = provider == Provider.CUDA ? CUDA_SLICE : CPU_SLICE;
    return new RunPlan(tokenBudget, maxRows, Math.max(tokenBudget, slice), 0);
  }
}
