package io.smsieve.stream;

/** Something that a role needs is not there, or not as it has to be; it may come to be. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells what is missing.
   *
   * @param message expected, found, what to do; nothing of any message
   */
  public NotReadyException(String message) {
    super(message);
  }

  /** The same with what is underneath. */
  public NotReadyException(String message, Throwable cause) {
    super(message, cause);
  }
}
