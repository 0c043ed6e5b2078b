package io.smsieve.classify;

/**
 * The system failed to score: device, memory, native library. Never the fault of one text; the
 * message holds nothing of any text.
 */
public final class ClassifierFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells what failed.
   *
   * @param message what was tried and what happened, without any text of a message
   */
  public ClassifierFailedException(String message) {
    super(message);
  }

  /**
   * Tells what failed and why.
   *
   * @param message what was tried and what happened, without any text of a message
   * @param cause the failure underneath
   */
  public ClassifierFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
