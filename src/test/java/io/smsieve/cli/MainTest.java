package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldListExitCodesInHelp() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString())
        .contains("Exit codes:")
        .contains("5   the check was made and failed");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldDescribeEveryCommandInHelp() {
    for (CommandLine sub : Main.commandLine().getSubcommands().values()) {
      assertThat(sub.getCommandSpec().usageMessage().description())
          .as("description of %s", sub.getCommandName())
          .isNotEmpty();
    }
  }

  @Test
  void shouldTellItsVersionForEveryCommand() {
    assertThat(execute("--version")).isZero();
    assertThat(execute("up", "--version")).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("smsieve "))).hasSize(2);
  }

  @Test
  void shouldRefuseWhenNoCommandIsGiven() {
    assertThat(execute()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("expected a command");
  }

  @Test
  void shouldRefuseUnknownOption() {
    assertThat(execute("--nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--nonsense");
  }

  @Test
  void shouldPrintCompletionForEveryCommand() {
    assertThat(execute("completion")).isZero();
    assertThat(out.toString())
        .contains("complete -F _complete_smsieve")
        .contains(Main.commandLine().getSubcommands().keySet());
  }

  @Test
  void shouldEndWithMessageAndCodeWhenCommandFails() {
    assertThat(executeFailing(new CommandFailedException(ExitCode.CHECK_FAILED, "2 are missing")))
        .isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(err).hasToString("smsieve: 2 are missing" + System.lineSeparator());
  }

  @Test
  void shouldNotShowTheMessageOfAnUnexpectedException() {
    assertThat(executeFailing(new IllegalStateException("text of a message")))
        .isEqualTo(ExitCode.UNEXPECTED);
    assertThat(err.toString())
        .startsWith("smsieve: unexpected IllegalStateException at MainTest.java:")
        .doesNotContain("text of a message");
  }

  @Test
  void shouldShowFramesButNoMessagesWhenAskedForTheStackTrace() {
    Exception cause = new IllegalArgumentException("text of a message");
    assertThat(executeFailing(new IllegalStateException("another", cause), "--stacktrace"))
        .isEqualTo(ExitCode.UNEXPECTED);
    assertThat(err.toString())
        .contains("caused by java.lang.IllegalArgumentException")
        .contains("at io.smsieve.cli.MainTest")
        .doesNotContain("text of a message")
        .doesNotContain("another");
  }

  @Test
  void shouldSayThatTheBrokerCannotBeReachedWhenKafkaTimesOut() {
    assertThat(executeFailing(new TimeoutException("no answer"))).isEqualTo(ExitCode.UNREACHABLE);
  }

  private int execute(String... args) {
    return execute(Main.commandLine(), args);
  }

  private int executeFailing(Exception exception, String... options) {
    CommandLine line = Main.commandLine().addSubcommand(new Failing(exception));
    String[] args = Arrays.copyOf(options, options.length + 1);
    args[options.length] = "fail";
    return execute(line, args);
  }

  private int execute(CommandLine line, String... args) {
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .execute(args);
  }

  @Command(name = "fail")
  private static final class Failing implements Callable<Integer> {
    private final Exception exception;

    Failing(Exception exception) {
      this.exception = exception;
    }

    @Override
    public Integer call() throws Exception {
      throw exception;
    }
  }
}
