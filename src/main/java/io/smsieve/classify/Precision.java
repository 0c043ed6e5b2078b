package io.smsieve.classify;

/** Number format in which a profile's graph computes. */
public enum Precision {
  /** Eight-bit integers with fixed activation scales. */
  INT8,
  /** Single precision. */
  FP32,
  /** Half precision. */
  FP16
}
