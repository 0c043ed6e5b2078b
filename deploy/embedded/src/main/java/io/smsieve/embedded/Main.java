package io.smsieve.embedded;

import io.smsieve.embedded.event.EventWriter;
import io.smsieve.embedded.event.RunEvent;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Runs a local Kafka broker and a local schema registry; see the README beside the project. */
public final class Main {

  private static final String HELP = "help.txt";

  private Main() {}

  /** Runs until stopped; exits with a number of {@link ExitCode}. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), out, Terminal.isInteractive()).number());
  }

  static ExitCode run(List<String> arguments, PrintStream out, boolean terminal) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(help());
      return ExitCode.STOPPED;
    }
    boolean human = arguments.contains("--human") || terminal && !arguments.contains("--json");
    EventWriter events =
        human ? EventWriter.human(out, System.err) : EventWriter.json(out, Clock.systemUTC());
    return launch(arguments, events, terminal);
  }

  private static ExitCode launch(List<String> arguments, EventWriter events, boolean terminal) {
    try {
      Options options = OptionParser.parse(arguments);
      // In the background of a terminal, reading from it would halt the launcher; Ctrl-C is there.
      boolean watchStdin = options.stdin() == Options.Stdin.STOPS && !terminal;
      return new Launcher(options, events, watchStdin).run();
    } catch (LaunchException usage) {
      events.write(new RunEvent.Failed(usage.exitCode(), Optional.empty(), usage.getMessage()));
      events.write(new RunEvent.Stopped(usage.exitCode()));
      return usage.exitCode();
    }
  }

  private static String help() {
    try (InputStream text = Main.class.getResourceAsStream(HELP)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Tells a terminal from a pipe. */
  private static final class Terminal {

    private Terminal() {}

    static boolean isInteractive() {
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
}
