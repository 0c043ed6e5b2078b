package io.smsieve.embedded;

import java.util.Locale;

/** How a run of the launcher ends, as other programs see it. */
public enum ExitCode {
  /** Stopped in order because standard input ended; also after {@code --help}. */
  STOPPED(0),
  /** A fault of the launcher itself. */
  INTERNAL(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The data folder, the disk, the JDK or the installation cannot be used. */
  ENVIRONMENT(3),
  /** Somebody else listens on a port. */
  PORT_TAKEN(4),
  /** Another launcher works in the data folder. */
  IN_USE(5),
  /** A process ended, or was not ready in time, while everything started. */
  NOT_READY(6),
  /** A process ended after everything was ready. */
  DIED(7);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the process exits with. */
  public int number() {
    return number;
  }

  /** The name used in events. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
