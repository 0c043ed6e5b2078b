package io.smsieve.classify.onnx;

import io.smsieve.classify.Provider;
import java.util.Objects;

/**
 * Which provider computes, and why.
 *
 * @param provider what computes
 * @param reason one line for people
 * @param fallback whether CUDA was tried and could not be had
 */
public record ProviderDecision(Provider provider, String reason, boolean fallback) {

  /**
   * Checks that nothing is missing.
   *
   * @throws NullPointerException if a component is null
   */
  public ProviderDecision {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(reason, "reason");
  }
}
