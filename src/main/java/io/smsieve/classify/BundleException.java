package io.smsieve.classify;

/** A model bundle is refused; the message says file, field, expected, found and what to do. */
public final class BundleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Refuses a bundle.
   *
   * @param message file, field, expected, found, and what to do
   */
  public BundleException(String message) {
    super(message);
  }

  /**
   * Refuses a bundle because of a failure underneath.
   *
   * @param message file, field, expected, found, and what to do
   * @param cause the failure underneath
   */
  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
