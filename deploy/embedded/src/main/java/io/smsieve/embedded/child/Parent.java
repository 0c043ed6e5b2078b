package io.smsieve.embedded.child;

import io.smsieve.embedded.StdinWatch;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A process's side of its tie to the launcher. Standard input ends when the launcher wants an end
 * or is itself gone, however it went; standard output carries one line for each thing that the
 * launcher should know.
 */
final class Parent {

  private final PrintStream lines;

  private Parent(PrintStream lines) {
    this.lines = lines;
  }

  /**
   * Ties this process to the launcher.
   *
   * @param stopLimit how long an orderly end may take before the process is halted
   */
  static Parent attach(Duration stopLimit) {
    PrintStream lines = System.out;
    // What libraries print must not be taken for a line to the launcher.
    System.setOut(System.err);
    ignoreInterrupt();
    StdinWatch.start(System.in, () -> end(stopLimit));
    return new Parent(lines);
  }

  /** Ctrl-C reaches every process of the terminal; the launcher alone decides on the order. */
  private static void ignoreInterrupt() {
    try {
      // By reflection, because the compiler warns of sun.misc.Signal and cannot be told not to.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      Object ignore = handler.getField("SIG_IGN").get(null);
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, ignore);
    } catch (ReflectiveOperationException unknown) {
      // On such a JVM a Ctrl-C stops both processes at once; nothing is lost but the order.
    }
  }

  private static void end(Duration stopLimit) {
    Thread halt = new Thread(() -> haltAfter(stopLimit), "halt");
    halt.setDaemon(true);
    halt.start();
    System.exit(0);
  }

  private static void haltAfter(Duration limit) {
    try {
      Thread.sleep(limit.toMillis());
    } catch (InterruptedException interrupted) {
      // Nobody interrupts this thread; should it happen, halting early is right.
    }
    Runtime.getRuntime().halt(1);
  }

  void created(String topic) {
    lines.println("created " + topic);
  }

  void kept(String topic) {
    lines.println("kept " + topic);
  }

  void ready() {
    lines.println("ready");
  }

  void failed(String reason) {
    lines.println("failed " + reason.replaceAll("\\s+", " "));
  }
}
