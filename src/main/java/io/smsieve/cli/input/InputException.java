package io.smsieve.cli.input;

/**
 * A file cannot be used. The message says where, what was expected and what was found, and never
 * quotes the file: it may hold texts and phone numbers.
 */
public final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message for people. */
  public InputException(String message) {
    super(message);
  }

  /** The same with what it came from. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
