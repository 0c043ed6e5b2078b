package io.smsieve.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * A command that has run.
 *
 * @param exitCode what it ended with
 * @param out what it printed
 * @param err what it printed on standard error
 */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new CommandRun(line.execute(arguments), out.toString(), err.toString());
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
