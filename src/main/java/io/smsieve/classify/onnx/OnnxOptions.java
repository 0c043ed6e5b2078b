package io.smsieve.classify.onnx;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a bundle is run.
 *
 * @param profile the bundle's profile; empty for the bundle's default of the provider in use
 * @param provider which provider is wanted
 * @param cuda how a GPU is used
 * @param cpuThreads batches scored side by side on the CPU, each on a thread; 0 for the number of
 *     physical cores
 * @param tokenBudget tokens of one run at most, padding included; a single row may exceed it; 0 for
 *     what is measured best, or the provider's default
 * @param maxRows rows of one run at most; 0 for the provider's default
 * @param calibrated whether the best token budget is measured when the bundle is opened, which
 *     takes about half a second
 */
public record OnnxOptions(
    Optional<String> profile,
    ProviderChoice provider,
    Cuda cuda,
    int cpuThreads,
    int tokenBudget,
    int maxRows,
    boolean calibrated) {

  /** What happens when a device is lost that the choice AUTO had found. */
  public enum OnLoss {
    /** The CPU goes on, until the process is started again. */
    FALLBACK,
    /** Scoring fails. */
    FAIL
  }

  /**
   * How a GPU is used.
   *
   * @param device its number, from 0
   * @param memoryLimit bytes of its memory at most; 0 for no limit
   * @param options of ONNX Runtime's CUDA provider, by its names
   * @param onLoss what happens when it is lost
   */
  public record Cuda(int device, long memoryLimit, Map<String, String> options, OnLoss onLoss) {

    /** The first GPU, without a limit. */
    public static final Cuda DEFAULTS = new Cuda(0, 0, Map.of(), OnLoss.FALLBACK);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is negative; the message names it
     */
    public Cuda {
      requireNotNegative("device", device);
      requireNotNegative("memoryLimit", memoryLimit);
      options = Map.copyOf(options);
      Objects.requireNonNull(onLoss, "onLoss");
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is negative; the message names it
   */
  public OnnxOptions {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(cuda, "cuda");
    requireNotNegative("cpuThreads", cpuThreads);
    requireNotNegative("tokenBudget", tokenBudget);
    requireNotNegative("maxRows", maxRows);
  }

  /**
   * What suits most machines: provider AUTO, everything else by default, nothing measured.
   *
   * @return the defaults
   */
  public static OnnxOptions defaults() {
    return new OnnxOptions(Optional.empty(), ProviderChoice.AUTO, Cuda.DEFAULTS, 0, 0, 0, false);
  }

  /**
   * The same options with another provider.
   *
   * @param provider which provider is wanted
   * @return the changed copy
   */
  public OnnxOptions withProvider(ProviderChoice provider) {
    return new OnnxOptions(profile, provider, cuda, cpuThreads, tokenBudget, maxRows, calibrated);
  }

  /**
   * The same options with another use of the GPU.
   *
   * @param cuda how a GPU is used
   * @return the changed copy
   */
  public OnnxOptions withCuda(Cuda cuda) {
    return new OnnxOptions(profile, provider, cuda, cpuThreads, tokenBudget, maxRows, calibrated);
  }

  /**
   * The same options with another profile.
   *
   * @param profile name of a profile of the bundle
   * @return the changed copy
   */
  public OnnxOptions withProfile(String profile) {
    return new OnnxOptions(
        Optional.of(profile), provider, cuda, cpuThreads, tokenBudget, maxRows, calibrated);
  }

  /**
   * The same options with other bounds of a run.
   *
   * @param tokenBudget tokens of one run at most, padding included; 0 for the default
   * @param maxRows rows of one run at most; 0 for the default
   * @return the changed copy
   */
  public OnnxOptions withBatch(int tokenBudget, int maxRows) {
    return new OnnxOptions(profile, provider, cuda, cpuThreads, tokenBudget, maxRows, calibrated);
  }

  /**
   * The same options with another number of threads.
   *
   * @param cpuThreads batches scored side by side on the CPU, each on a thread; 0 for the number of
   *     physical cores
   * @return the changed copy
   */
  public OnnxOptions withCpuThreads(int cpuThreads) {
    return new OnnxOptions(profile, provider, cuda, cpuThreads, tokenBudget, maxRows, calibrated);
  }

  /**
   * The same options, and the best token budget is measured.
   *
   * @return the changed copy
   */
  public OnnxOptions withCalibration() {
    return new OnnxOptions(profile, provider, cuda, cpuThreads, tokenBudget, maxRows, true);
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          name + ": expected 0 (the default) or more, found " + value);
    }
  }
}
