package io.smsieve.cli;

import io.smsieve.cli.input.Format;
import io.smsieve.cli.input.InputException;
import io.smsieve.cli.input.InputFile;
import io.smsieve.cli.input.InputRows;
import io.smsieve.cli.input.PandasSample;
import io.smsieve.cli.input.Row;
import io.smsieve.cli.input.RowReader;
import io.smsieve.cli.input.SampledRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which rows of files a command works on. */
final class RowChoice {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}. Default: by the name")
  private Format format;

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE[,VALUE...]",
      description = "Only rows that have one of these values there; may be given several times.")
  private Map<String, String> where = Map.of();

  @ArgGroup(exclusive = false)
  private Sample sample;

  /** Both or neither. */
  static final class Sample {
    @Option(
        names = "--sample",
        paramLabel = "N",
        required = true,
        description =
            "Only so many rows: those, and in that order, that pandas'"
                + " DataFrame.sample(n=N, random_state=S) selects from the rows of --where.")
    private int n;

    @Option(
        names = "--random-state",
        paramLabel = "S",
        required = true,
        description = "0 to 4294967295.")
    private long randomState;
  }

  /**
   * Begins to read; a sample is taken before this returns.
   *
   * @param paths {@code -} for standard input
   * @param err hears of progress
   * @throws InputException when a file cannot be used
   */
  RowReader open(List<String> paths, PrintWriter err) throws IOException {
    InputRows rows =
        new InputRows(
            paths.stream().map(path -> InputFile.of(path, format)).toList(),
            this::isWanted,
            System.in);
    if (sample == null) {
      return rows.open();
    }
    if (sample.n < 0 || sample.randomState < 0 || sample.randomState > PandasSample.MAX_STATE) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --sample from 0 and --random-state from 0 to "
              + PandasSample.MAX_STATE
              + ", found "
              + sample.n
              + " and "
              + sample.randomState);
    }
    Progress progress = new Progress(err);
    try {
      return SampledRows.open(
          rows,
          sample.n,
          sample.randomState,
          read -> progress.show(() -> read + " rows read to take the sample"));
    } finally {
      progress.clear();
    }
  }

  /** Whether a row has all that it is to have. */
  private boolean isWanted(Row row) {
    for (Map.Entry<String, String> each : where.entrySet()) {
      if (!row.has(each.getKey())) {
        throw new InputException(
            row.place() + ": expected a column '" + each.getKey() + "' for --where, found none");
      }
      String value = row.scalar(each.getKey()).orElse("");
      if (!List.of(each.getValue().split(",", -1)).contains(value)) {
        return false;
      }
    }
    return true;
  }
}
