package io.smsieve.evaluation;

/** What an example is, by whoever labelled it. */
public enum Truth {
  /** Not spam. */
  HAM,
  /** Spam. */
  SPAM;

  /** The truth of a label. */
  public static Truth of(boolean spam) {
    return spam ? SPAM : HAM;
  }
}
