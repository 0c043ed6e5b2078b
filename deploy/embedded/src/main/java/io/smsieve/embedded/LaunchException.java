package io.smsieve.embedded;

/** A reason not to start, with a message of one line that says what to do. */
final class LaunchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  LaunchException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  LaunchException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
