package io.smsieve.cli;

/** What the process tells its caller. The numbers are part of the command line's contract. */
public final class ExitCode {

  /** Done. */
  public static final int OK = 0;

  /** A fault of ours, or something that nobody foresaw. */
  public static final int UNEXPECTED = 1;

  /** The command line itself is wrong. */
  public static final int USAGE = 2;

  /**
   * What the command was given (a file, a bundle, a folder, a port, the configuration) is no use.
   */
  public static final int BAD_INPUT = 3;

  /** Broker, registry or the running instance cannot be reached. */
  public static final int UNREACHABLE = 4;

  /** The check was made and failed: sums that disagree, a bundle that does not verify. */
  public static final int CHECK_FAILED = 5;

  /** Gave up: a failure did not pass, or a process that was needed died. */
  public static final int GAVE_UP = 6;

  private ExitCode() {}
}
