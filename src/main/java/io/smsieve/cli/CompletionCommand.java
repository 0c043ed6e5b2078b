package io.smsieve.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smsieve completion}: the completion script of bash and zsh for all commands. */
@Command(
    name = "completion",
    description = "Print the completion script for bash and zsh: source <(smsieve completion)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
    spec.commandLine().getOut().println(script);
  }
}
