package io.smsieve.classify;

/** What a message is. */
public enum Label {
  /** Unwanted: fraud, bulk advertising without a relation, mass political solicitation. */
  SPAM,
  /** Everything else, wanted automated messages included. */
  HAM
}
