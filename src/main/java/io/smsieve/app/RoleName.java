package io.smsieve.app;

/** What a process can do. */
public enum RoleName {
  /** Labels incoming messages. */
  FILTER,
  /** Measures how right models are, by labelled examples. */
  EVALUATION
}
