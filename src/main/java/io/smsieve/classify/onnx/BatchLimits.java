package io.smsieve.classify.onnx;

import io.smsieve.classify.Provider;

/**
 * Bounds of one run.
 *
 * @param tokenBudget tokens at most, padding included; a single row may exceed it
 * @param maxRows rows at most
 */
record BatchLimits(int tokenBudget, int maxRows) {

  private static final BatchLimits CPU = new BatchLimits(384, 64);
  private static final BatchLimits CUDA = new BatchLimits(65_536, 2_048);

  /** What the options say, and the provider's defaults where they say nothing. */
  static BatchLimits of(OnnxOptions options, Provider provider) {
    BatchLimits defaults = provider == Provider.CUDA ? CUDA : CPU;
    return new BatchLimits(
        options.tokenBudget() == 0 ? defaults.tokenBudget : options.tokenBudget(),
        options.maxRows() == 0 ? defaults.maxRows : options.maxRows());
  }
}
