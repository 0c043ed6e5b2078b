package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.replay.Origin;
import io.smsieve.replay.Report;
import io.smsieve.replay.ReportJson;
import io.smsieve.replay.ReportOptions;
import io.smsieve.replay.html.ReportHtml;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a report holds and where it goes. */
final class ReportOutput {

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Write the report as JSON; -: to standard output, in place of the table.")
  private String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report as one HTML file with plots, which loads nothing.")
  private String html;

  @Option(
      names = "--errors",
      description = "Name the examples that a bundle called what they are not.")
  private boolean errors;

  @Option(names = "--show-text", description = "Show the texts of the examples that are named.")
  private boolean showText;

  @Option(
      names = "--max-slice-values",
      paramLabel = "N",
      defaultValue = "" + ReportOptions.MAX_SLICE_VALUES,
      description =
          "Values of one attribute that are kept apart; what comes after them is counted together"
              + " (default: ${DEFAULT-VALUE}).")
  private int maxSliceValues;

  /** What the report holds. */
  ReportOptions options() {
    return options(Optional.empty());
  }

  /** The same in parts by time. */
  ReportOptions options(Optional<Duration> step) {
    return new ReportOptions(maxSliceValues, step, errors, showText);
  }

  /**
   * Checks that the files can be written, before hours are spent on what goes there.
   *
   * @throws CommandFailedException if not
   */
  void check() {
    if (maxSliceValues < 1) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--max-slice-values: expected 1 or more, found " + maxSliceValues);
    }
    requireWritable(json);
    requireWritable(html);
  }

  private static void requireWritable(String target) {
    if (target == null || target.equals("-")) {
      return;
    }
    Path file = Path.of(target).toAbsolutePath();
    boolean writable =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file)
            : Files.isWritable(file.getParent());
    if (!writable) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          target
              + ": expected a file that can be written, found none; check folder and permissions");
    }
  }

  /** Writes the report: the table, unless standard output is wanted for JSON, and the files. */
  void write(Report report, Origin origin, PrintWriter out) throws IOException {
    Instant now = Instant.now();
    if (html != null) {
      try (Writer file = Files.newBufferedWriter(Path.of(html), UTF_8)) {
        ReportHtml.write(report, origin, now, file);
      }
    }
    if ("-".equals(json)) {
      ReportJson.write(report, origin, now, out);
      return;
    }
    if (json != null) {
      try (Writer file = Files.newBufferedWriter(Path.of(json), UTF_8)) {
        ReportJson.write(report, origin, now, file);
      }
    }
    ReportTable.lines(report).forEach(out::println);
    out.flush();
  }
}
