package io.smsieve.replay.topic;

/** A range cannot be read. The message is for people and holds nothing of a record. */
public final class RangeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A reason. */
  public RangeException(String message) {
    super(message);
  }

  /** A reason and what it came from. */
  public RangeException(String message, Throwable cause) {
    super(message, cause);
  }
}
