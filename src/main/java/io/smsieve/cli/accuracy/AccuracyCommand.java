package io.smsieve.cli.accuracy;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.InstanceClient;
import io.smsieve.cli.accuracy.AccuracyApi.Question;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.live.AccuracyAnswer;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve accuracy}: what a running instance says of the rightness of its predictors. */
@Command(
    name = "accuracy",
    description = {
      "Ask a running instance how right the evaluated predictors were: figures with 95%% intervals,"
          + " the baselines beside them, and a chart over time.",
      "Ends with code 5 when nothing is counted in the range."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AccuracyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = InstanceClient.DEFAULT_URL,
      description = "The instance's address (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--predictor",
      paramLabel = "NAME",
      description = "A predictor's name, name and version, or hash (default: all).")
  private String predictor;

  @Option(
      names = "--slice",
      paramLabel = "SLICE",
      description =
          "all, political=yes, source=..., script=..., trained=yes, ATTRIBUTE=...; several times,"
              + " or '*' for every one (default: all).")
  private List<String> slices = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "-24h",
      description =
          "ISO 8601 in UTC, or how long ago: -30m, -24h, -90d (default: ${DEFAULT-VALUE}).")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Like --from (default: now).")
  private String to;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "Of the chart, and of --json: 15m, 1h, 1d (default: by the range; none).")
  private String step;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "From which score on it is spam, 0 to 1, moved to the nearest edge of a bin (default:"
              + " each predictor's own).")
  private Double threshold;

  @Option(
      names = "--trained",
      paramLabel = "PART",
      description = "all, yes, no: whether the predictor was trained on the text (default: all).")
  private String trained;

  @Option(
      names = "--detail",
      description = "With curve and calibration, where they are left out (--json with --step).")
  private boolean detail;

  @Option(
      names = "--figure",
      paramLabel = "FIGURE",
      defaultValue = "accuracy",
      description =
          "Of the chart: accuracy, balancedAccuracy, precision, recall, f1, falsePositiveRate,"
              + " areaUnderCurve, brierScore or calibrationError (default: ${DEFAULT-VALUE}).")
  private String figure;

  @Option(names = "--json", description = "Print the instance's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    FigureName charted = charted();
    AccuracyApi api = new AccuracyApi(InstanceClient.of(spec, url));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(api.json(question().with("step", step).with("detail", detail ? true : null)));
      return ExitCode.OK;
    }
    AccuracyAnswer whole = api.ask(question().with("detail", false));
    if (whole.series().stream().allMatch(series -> series.windows().isEmpty())) {
      throw nothing(whole);
    }
    String chartStep = step == null ? Chart.step(Duration.between(whole.from(), whole.to())) : step;
    AccuracyAnswer parts = api.ask(question().with("step", chartStep).with("detail", false));
    new Table(out).print(whole);
    new Chart(out, charted).print(parts);
    out.flush();
    return ExitCode.OK;
  }

  private Question question() {
    Question question = new Question().with("predictor", predictor);
    slices.forEach(slice -> question.with("slice", slice));
    return question
        .with("from", from)
        .with("to", to)
        .with("threshold", threshold)
        .with("trained", trained);
  }

  private FigureName charted() {
    return Arrays.stream(FigureName.values())
        .filter(name -> name != FigureName.MATTHEWS && name.json().equalsIgnoreCase(figure))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--figure: expected one of "
                        + Arrays.stream(FigureName.values())
                            .filter(name -> name != FigureName.MATTHEWS)
                            .map(FigureName::json)
                            .collect(Collectors.joining(", "))
                        + ", found "
                        + figure));
  }

  private static CommandFailedException nothing(AccuracyAnswer answer) {
    return new CommandFailedException(
        ExitCode.CHECK_FAILED,
        "expected labelled examples between "
            + answer.from()
            + " and "
            + answer.to()
            + ", found none counted there"
            + (answer.newestExample() == null
                ? " or anywhere: is there an instance with the role evaluation, and does somebody"
                    + " write to the evaluation topic?"
                : " (the newest was counted at "
                    + answer.newestExample().countedAt()
                    + "): take another --from, --predictor or --slice"));
  }
}
