package io.smsieve.classify;

import java.util.Objects;

/**
 * A text that gets no score.
 *
 * @param reason why
 */
public record Rejection(Reason reason) implements Outcome {

  /** Why a text gets no score. */
  public enum Reason {
    /** There is no text at all. */
    MISSING_TEXT,
    /** Nothing is left of the text after normalisation. */
    BLANK,
    /** The text has more characters (Unicode code points) than the model's bundle accepts. */
    TOO_MANY_CHARACTERS,
    /** The model fails on this very text while others go through. */
    UNSCORABLE
  }

  /**
   * Checks that there is a reason.
   *
   * @throws NullPointerException if {@code reason} is null
   */
  public Rejection {
    Objects.requireNonNull(reason, "reason");
  }
}
