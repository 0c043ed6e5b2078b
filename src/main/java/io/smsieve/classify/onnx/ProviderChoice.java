package io.smsieve.classify.onnx;

/** Which provider is wanted. */
public enum ProviderChoice {
  /** CUDA where it works, else the CPU; the choice and its reason are reported. */
  AUTO,
  /** The CPU. */
  CPU,
  /** CUDA, or no start at all. */
  CUDA
}
