package io.smsieve.cli;

/**
 * Ends a command with a message for people and an exit code. The message says what was expected,
 * what was found and what to do, and holds neither a message's text nor a phone number: it is
 * printed.
 */
public final class CommandFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * An end of the command.
   *
   * @param exitCode one of {@link ExitCode}
   * @param message one line for people
   */
  public CommandFailedException(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /** The same with what caused it, which only {@code --stacktrace} shows. */
  public CommandFailedException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** One of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
