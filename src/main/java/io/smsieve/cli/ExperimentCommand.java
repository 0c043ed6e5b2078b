package io.smsieve.cli;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Slices;
import io.smsieve.replay.ExperimentReport;
import io.smsieve.replay.ExperimentRow;
import io.smsieve.replay.ReportOptions;
import io.smsieve.replay.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve evaluate experiment}: the table of the experiment behind the project. */
@Command(
    name = "experiment",
    description =
        "Prints the rows of the published experiment, its figures beside ours: guess ham only,"
            + " guess spam only, base, base with a vote, alternate prompt, fine-tuned; then each"
            + " bundle that stands for none of them.",
    mixinStandardHelpOptions = true)
final class ExperimentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ComparedFiles compared;

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "[ROW=]" + BundleArgument.LABEL,
      description =
          "A bundle, and the row it stands in: base, vote, alternate or fine-tuned; without one it"
              + " gets a row of its own. Give it again for each.")
  private List<String> bundles;

  private record Placed(Optional<ExperimentRow> row, BundleArgument bundle) {}

  @Override
  public Integer call() throws IOException {
    List<Placed> placed = placed();
    ExampleFiles files = compared.files();
    long all = files.count();
    try (BundleChoices.OpenModels models =
        compared.open(placed.stream().map(Placed::bundle).toList())) {
      Trial trial = new Trial(models.models(), new Slices(List.of()), ReportOptions.DEFAULTS);
      files.inBatches(all, trial::take);
      write(ExperimentReport.of(trial.report(), rows(placed, models.models()), files.name()));
    }
    return ExitCode.OK;
  }

  private List<Placed> placed() {
    List<Placed> placed = new ArrayList<>();
    for (String each : bundles) {
      int equals = each.indexOf('=');
      Optional<ExperimentRow> row =
          equals < 0 ? Optional.empty() : ExperimentRow.ofSlot(each.substring(0, equals));
      if (row.isPresent() && placed.stream().anyMatch(other -> other.row().equals(row))) {
        throw new ParameterException(
            spec.commandLine(), "expected one bundle a row, found two for " + row.get().text());
      }
      String bundle = row.isPresent() ? each.substring(equals + 1) : each;
      placed.add(new Placed(row, BundleArgument.of(bundle)));
    }
    return placed;
  }

  private static Map<ExperimentRow, ModelIdentity> rows(
      List<Placed> placed, List<EvaluatedModel> models) {
    Map<ExperimentRow, ModelIdentity> rows = new EnumMap<>(ExperimentRow.class);
    for (int i = 0; i < placed.size(); i++) {
      ModelIdentity model = models.get(i).identity();
      placed.get(i).row().ifPresent(row -> rows.put(row, model));
    }
    return rows;
  }

  private void write(ExperimentReport report) throws IOException {
    if (!compared.write(report::writeJson)) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(report.notice());
    out.println();
    out.println(row("", "published", "ours (95% interval)", "n", "seen in training", "by"));
    report.lines().forEach(line -> out.println(line(line)));
    out.flush();
  }

  private static String line(ExperimentReport.Line line) {
    String published = line.published() == null ? "-" : percent(line.published());
    if (line.predictor() == null) {
      return row(line.text(), published, "no bundle given", "", "", "");
    }
    long n = line.accuracy().n();
    boolean baseline = Predictors.isBaseline(line.predictor());
    String seen = String.format(Locale.ROOT, "%,d", line.seen());
    return row(
        line.text(),
        published,
        ReportTable.interval(line.accuracy()),
        String.format(Locale.ROOT, "%,d", n),
        baseline ? "-" : seen + (n == 0 ? "" : " (" + percent((double) line.seen() / n) + ")"),
        baseline ? "" : Predictors.text(line.predictor()));
  }

  private static String row(
      String text, String published, String ours, String n, String seen, String by) {
    return String.format("%-18s %9s  %-22s %7s  %-16s  %s", text, published, ours, n, seen, by)
        .stripTrailing();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
