package io.smsieve.cli;

import io.smsieve.evaluation.Slices;
import io.smsieve.replay.Origin;
import io.smsieve.replay.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smsieve evaluate}: bundles against the labelled examples of files, without a broker. */
@Command(
    name = "evaluate",
    description =
        "Tells how right bundles are on the labelled examples of files, beside calling everything"
            + " ham or spam, and how they differ; without broker or registry.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {EvaluateImportCommand.class, ExperimentCommand.class},
    footer = {
      "",
      "Figures carry 95%% intervals; docs/evaluation.md says by which methods, and what --json holds."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BundleChoices bundles;
  @Mixin private RowChoice choice;
  @Mixin private ExampleColumns columns;
  @Mixin private ReportOutput output;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Labelled examples: JSON lines, CSV or Parquet.")
  private List<String> paths = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ExampleFiles files = new ExampleFiles(spec.commandLine(), paths, choice, columns);
    output.check();
    // Before anything is scored: a bad row at the end would cost hours.
    long all = files.count();
    try (BundleChoices.OpenModels models = bundles.open(err)) {
      Trial trial = new Trial(models.models(), new Slices(columns.attributes()), output.options());
      files.inBatches(all, trial::take);
      output.write(trial.report(), Origin.ofFile(files.name()), spec.commandLine().getOut());
    }
    return ExitCode.OK;
  }
}
