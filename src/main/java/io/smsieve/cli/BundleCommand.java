package io.smsieve.cli;

import io.smsieve.cli.bench.BundleCompareCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve bundle}: what lies in a model bundle, and whether it is whole. */
@Command(
    name = "bundle",
    description = "Verifies or describes a model bundle, or compares its profiles.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BundleVerifyCommand.class,
      BundleDescribeCommand.class,
      BundleCompareCommand.class,
    })
public final class BundleCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected verify, describe or compare");
  }
}
