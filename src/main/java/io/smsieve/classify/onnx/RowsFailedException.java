package io.smsieve.classify.onnx;

/** A run of the model failed. */
final class RowsFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean systemFailure;

  /**
   * Tells what failed.
   *
   * @param message without any text of a message
   * @param cause the failure underneath
   * @param systemFailure true where it surely is the device or memory; false where the rows may be
   *     to blame
   */
  RowsFailedException(String message, Throwable cause, boolean systemFailure) {
    super(message, cause);
    this.systemFailure = systemFailure;
  }

  boolean isSystemFailure() {
    return systemFailure;
  }
}
