package io.smsieve.cli;

import java.io.Console;

/** Tells a terminal from a pipe or a file. */
public final class Terminal {

  // Not below smsieve: there, a key that is no setting stops `run`.
  private static final String PROPERTY = "stdout.terminal";

  private Terminal() {}

  /** Whether standard output is a terminal. */
  public static boolean isStandardOutput() {
    String told = System.getProperty(PROPERTY);
    // Java can only tell of standard input and output together; the start script knows better.
    return told == null ? isConsole() : Boolean.parseBoolean(told);
  }

  /** Whether standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // Asked in both ways.
  static boolean isConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console for pipes too, and this method to ask.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }
}
