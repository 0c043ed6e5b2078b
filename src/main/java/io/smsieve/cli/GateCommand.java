package io.smsieve.cli;

import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Slices;
import io.smsieve.replay.Gate;
import io.smsieve.replay.GateReport;
import io.smsieve.replay.GateVerdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve gate}: whether a bundle may replace another. */
@Command(
    name = "gate",
    description =
        "Checks on labelled examples of files that a bundle is not worse than another by more than"
            + " a margin: by the paired 95%% interval of the difference of their accuracies, in"
            + " every slice asked for. For a model's own CI.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:not worse by more than the margin, in every slice",
      "2:wrong command line",
      "3:a file or bundle cannot be used, or a slice has no labelled example",
      "5:worse by more than the margin, or too few examples to tell that it is not",
    })
final class GateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ComparedFiles compared;

  @Option(
      names = "--baseline",
      required = true,
      paramLabel = BundleArgument.LABEL,
      description = "The bundle that is to be replaced.")
  private String baseline;

  @Option(
      names = "--candidate",
      required = true,
      paramLabel = BundleArgument.LABEL,
      description = "The bundle that is to replace it.")
  private String candidate;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "By how much its accuracy may be lower, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--slice",
      paramLabel = "SLICE",
      description = "In which slice it must hold; may be given several times (default: all).")
  private List<String> slices = List.of(Slices.ALL);

  @Option(names = "--unseen", description = "Leave out examples that either bundle was trained on.")
  private boolean unseen;

  @Override
  public Integer call() throws IOException {
    Gate.Terms terms = terms();
    ExampleFiles files = compared.files();
    long all = files.count();
    List<BundleArgument> named = List.of(BundleArgument.of(baseline), BundleArgument.of(candidate));
    try (BundleChoices.OpenModels models = compared.open(named)) {
      EvaluatedModel first = models.models().get(0);
      EvaluatedModel second = models.models().get(1);
      Gate gate = new Gate(first, second, compared.slices(), terms);
      files.inBatches(all, gate::take);
      GateReport report =
          new GateReport(
              first.identity(), second.identity(), files.name(), margin, unseen, gate.verdicts());
      write(report);
      return report.passed() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
  }

  private Gate.Terms terms() {
    try {
      return new Gate.Terms(margin, slices, unseen);
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(
          spec.commandLine(), "--margin: " + outOfRange.getMessage(), outOfRange);
    }
  }

  private void write(GateReport report) throws IOException {
    if (compared.write(report::writeJson)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("baseline   " + Predictors.text(report.baseline()));
      out.println("candidate  " + Predictors.text(report.candidate()));
      report.slices().forEach(verdict -> out.println(line(verdict)));
      out.flush();
    }
    for (GateVerdict verdict : report.slices()) {
      if (verdict.n() == 0) {
        throw new CommandFailedException(
            ExitCode.BAD_INPUT,
            "expected labelled examples in the slice "
                + SafeText.of(verdict.slice())
                + (unseen ? " that neither bundle was trained on" : "")
                + ", found none; `smsieve evaluate` lists the slices");
      }
    }
  }

  private static String line(GateVerdict verdict) {
    return String.format(
        Locale.ROOT,
        "%s: n %,d (seen in training: %,d and %,d), %s against %s, difference %s, margin %.1f: %s",
        SafeText.of(verdict.slice()),
        verdict.n(),
        verdict.baselineSeen(),
        verdict.candidateSeen(),
        ReportTable.interval(verdict.candidate()),
        ReportTable.interval(verdict.baseline()),
        ReportTable.interval(verdict.difference()),
        100 * verdict.margin(),
        verdict.passed() ? "passed" : "NOT PASSED");
  }
}
