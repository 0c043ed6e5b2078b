package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.smsieve.cli.accuracy.AccuracyCommand;
import io.smsieve.cli.bench.BenchCommand;
import io.smsieve.cli.delivery.ProveDeliveryCommand;
import io.smsieve.cli.delivery.SoakCommand;
import io.smsieve.cli.up.UpCommand;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code smsieve}. A plain {@code main}: only {@code run} starts Quarkus, so that every
 * other command answers at once and connects to nothing that it was not asked to.
 */
@QuarkusMain
@Command(
    name = "smsieve",
    description = "Labels SMS events in Kafka as spam or ham.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      HelpCommand.class,
      UpCommand.class,
      RunCommand.class,
      StatusCommand.class,
      AccuracyCommand.class,
      ProduceCommand.class,
      TailCommand.class,
      TopicsCommand.class,
      DeadLettersCommand.class,
      CompletionCommand.class,
      ClassifyCommand.class,
      EvaluateCommand.class,
      ReplayCommand.class,
      GateCommand.class,
      BundleCommand.class,
      BenchCommand.class,
      ProveDeliveryCommand.class,
      SoakCommand.class,
    },
    exitCodeOnUsageHelp = ExitCode.OK,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:unexpected: a fault of Smsieve, or one that it does not know",
      "2:wrong command line",
      "3:a file, bundle, folder, port or setting cannot be used",
      "4:broker, registry or the running instance cannot be reached",
      "5:the check was made and failed",
      "6:gave up: a failure did not pass, or a needed process died",
    },
    footer = {"", "`smsieve COMMAND --help` tells more of a command."})
public final class Main implements Runnable {

  /** The only command that configures logging by itself. */
  private static final String STARTS_QUARKUS = "run";

  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "After a failure, say where in the program it came from.")
  private boolean stackTrace;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String... args) {
    CommandLine commandLine = commandLine();
    // What programs read is UTF-8, whatever the locale: under POSIX Java would write question
    // marks.
    commandLine.setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
    commandLine.setExecutionStrategy(Main::executeWithItsLog);
    System.exit(commandLine.execute(args));
  }

  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(new FileOutputStream(stream), UTF_8)), true);
  }

  private static int executeWithItsLog(ParseResult parsed) {
    ParseResult command = parsed.subcommand();
    if (command == null || !command.commandSpec().name().equals(STARTS_QUARKUS)) {
      CommandLog.onlyErrors();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The command line with all its commands. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    giveVersion(commandLine);
    return commandLine
        .setColorScheme(Help.defaultColorScheme(Terminal.isStandardOutput() ? Ansi.AUTO : Ansi.OFF))
        .setExecutionExceptionHandler(new FailureReport())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  /** Every command has {@code --version}, and there is one version. */
  private static void giveVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Main::giveVersion);
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  boolean wantsStackTrace() {
    return stackTrace;
  }
}
