package io.smsieve.classify.onnx;

/** A run of the model failed. */
final class RowsFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  enum Kind {
    /** Perhaps the rows'. */
    ROWS,
    /** Surely memory's: fewer rows may do. */
    MEMORY,
    /** Surely the device's, or what runs it. */
    DEVICE
  }

  private final Kind kind;

  /**
   * Tells what failed.
   *
   * @param message without any text of a message
   * @param cause the failure underneath
   */
  RowsFailedException(String message, Throwable cause, Kind kind) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
