package io.smsieve.classify;

/** What computes the scores. */
public enum Provider {
  /** The processor. */
  CPU,
  /** An NVIDIA GPU through CUDA. */
  CUDA
}
