package io.smsieve.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A line that is written over on a terminal, and from time to time a line elsewhere. */
final class Progress {

  private final PrintWriter err;
  private final boolean terminal = Terminal.isConsole() && System.getenv("TERM") != null;
  private long last = System.nanoTime();

  Progress(PrintWriter err) {
    this.err = err;
  }

  /** Shows how far it is, unless that was shown just before. */
  void show(Supplier<String> line) {
    long now = System.nanoTime();
    if (now - last
        >= (terminal ? TimeUnit.MILLISECONDS.toNanos(500) : TimeUnit.SECONDS.toNanos(10))) {
      last = now;
      err.print(terminal ? "\r" + line.get() + "\u001b[K" : line.get() + System.lineSeparator());
      err.flush();
    }
  }

  /** Takes the line away. */
  void clear() {
    if (terminal) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
