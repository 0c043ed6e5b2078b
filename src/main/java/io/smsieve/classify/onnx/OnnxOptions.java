package io.smsieve.classify.onnx;

import java.util.Objects;
import java.util.Optional;

/**
 * How a bundle is run.
 *
 * @param profile the bundle's profile; empty for the bundle's default of the provider in use
 * @param provider which provider is wanted
 * @param device number of the GPU, from 0; not used on the CPU
 * @param gpuMemoryLimit bytes of GPU memory at most; 0 for no limit
 * @param intraOpThreads threads of one run on the CPU; 0 for the number of physical cores
 * @param tokenBudget tokens of one run at most, padding included; a single row may exceed it; 0 for
 *     the provider's default
 * @param maxRows rows of one run at most; 0 for the provider's default
 */
public record OnnxOptions(
    Optional<String> profile,
    ProviderChoice provider,
    int device,
    long gpuMemoryLimit,
    int intraOpThreads,
    int tokenBudget,
    int maxRows) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is negative; the message names it
   */
  public OnnxOptions {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(provider, "provider");
    requireNotNegative("device", device);
    requireNotNegative("gpuMemoryLimit", gpuMemoryLimit);
    requireNotNegative("intraOpThreads", intraOpThreads);
    requireNotNegative("tokenBudget", tokenBudget);
    requireNotNegative("maxRows", maxRows);
  }

  /**
   * What suits most machines: provider AUTO, everything else by default.
   *
   * @return the defaults
   */
  public static OnnxOptions defaults() {
    return new OnnxOptions(Optional.empty(), ProviderChoice.AUTO, 0, 0, 0, 0, 0);
  }

  /**
   * The same options with another provider.
   *
   * @param provider which provider is wanted
   * @return the changed copy
   */
  public OnnxOptions withProvider(ProviderChoice provider) {
    return new OnnxOptions(
        profile, provider, device, gpuMemoryLimit, intraOpThreads, tokenBudget, maxRows);
  }

  /**
   * The same options with another profile.
   *
   * @param profile name of a profile of the bundle
   * @return the changed copy
   */
  public OnnxOptions withProfile(String profile) {
    return new OnnxOptions(
        Optional.of(profile),
        provider,
        device,
        gpuMemoryLimit,
        intraOpThreads,
        tokenBudget,
        maxRows);
  }

  /**
   * The same options with other bounds of a run.
   *
   * @param tokenBudget tokens of one run at most, padding included; 0 for the default
   * @param maxRows rows of one run at most; 0 for the default
   * @return the changed copy
   */
  public OnnxOptions withBatch(int tokenBudget, int maxRows) {
    return new OnnxOptions(
        profile, provider, device, gpuMemoryLimit, intraOpThreads, tokenBudget, maxRows);
  }

  /**
   * The same options with another number of threads.
   *
   * @param intraOpThreads threads of one run on the CPU; 0 for the number of physical cores
   * @return the changed copy
   */
  public OnnxOptions withIntraOpThreads(int intraOpThreads) {
    return new OnnxOptions(
        profile, provider, device, gpuMemoryLimit, intraOpThreads, tokenBudget, maxRows);
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          name + ": expected 0 (the default) or more, found " + value);
    }
  }
}
