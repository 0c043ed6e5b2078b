package io.smsieve.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** One line on standard error that counts, where standard error is a terminal. */
final class MessageCount {

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final long INTERVAL_NANOS = 200_000_000L;

  private final String unit;
  private final PrintWriter err;
  private final boolean shown;
  private final long start = System.nanoTime();
  private long last = start;
  private long count;

  /**
   * Counts from zero.
   *
   * @param unit what is counted, in the plural
   * @param err standard error
   */
  MessageCount(String unit, PrintWriter err) {
    this(unit, err, isTerminal());
  }

  MessageCount(String unit, PrintWriter err, boolean shown) {
    this.unit = unit;
    this.err = err;
    this.shown = shown;
  }

  void add(int more) {
    count += more;
    long now = System.nanoTime();
    if (shown && now - last >= INTERVAL_NANOS) {
      last = now;
      print(now);
    }
  }

  /** Leaves the cursor on a line of its own. */
  void done() {
    if (shown && last != start) {
      print(System.nanoTime());
      err.println();
    }
  }

  private void print(long now) {
    double seconds = (now - start) / 1e9;
    err.printf(Locale.ROOT, "\r%,d %s, %,.0f/s ", count, unit, count / seconds);
    err.flush();
  }

  /** Java tells only of standard input and output together. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Terminal.isConsole();
    }
  }
}
