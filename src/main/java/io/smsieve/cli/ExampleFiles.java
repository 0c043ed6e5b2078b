package io.smsieve.cli;

import io.smsieve.cli.input.InputException;
import io.smsieve.cli.input.Row;
import io.smsieve.cli.input.RowReader;
import io.smsieve.record.LabelledExample;
import io.smsieve.replay.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Labelled examples of files, which can be read more than once. */
final class ExampleFiles {

  private final CommandLine command;
  private final List<String> paths;
  private final RowChoice choice;
  private final ExampleColumns columns;

  /**
   * Of these files, one after another.
   *
   * @param command hears of progress
   * @throws ParameterException when there is no file, or one is standard input
   */
  ExampleFiles(CommandLine command, List<String> paths, RowChoice choice, ExampleColumns columns) {
    this.command = command;
    this.paths = List.copyOf(paths);
    this.choice = choice;
    this.columns = columns;
    columns.check();
    if (paths.isEmpty() || paths.contains("-")) {
      throw new ParameterException(
          command,
          "expected files, which are read twice, found "
              + (paths.isEmpty() ? "none" : "- for standard input"));
    }
  }

  /**
   * How many wanted rows there are; every row is checked on the way.
   *
   * @throws CommandFailedException at the first row that is no use
   */
  long count() throws IOException {
    long[] count = new long[1];
    forEach(example -> count[0]++);
    return count[0];
  }

  /** Shows every wanted row, in order. */
  void forEach(Consumer<LabelledExample> visitor) throws IOException {
    try (RowReader rows = choice.open(paths, command.getErr())) {
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        // Every row counts: one without an identifier is told by where it stands.
        visitor.accept(columns.example(row.get(), Instant.EPOCH, (at, from, text) -> at.place()));
      }
    } catch (InputException unusable) {
      throw new CommandFailedException(ExitCode.BAD_INPUT, unusable.getMessage(), unusable);
    }
  }

  /**
   * Shows every wanted row, some at a time, with progress.
   *
   * @param all how many there are
   * @param visitor must not keep the list
   */
  void inBatches(long all, Consumer<List<LabelledExample>> visitor) throws IOException {
    Progress progress = new Progress(command.getErr());
    TimeLeft time = new TimeLeft("examples", 0);
    List<LabelledExample> batch = new ArrayList<>(Trial.BATCH);
    long[] done = new long[1];
    try {
      forEach(
          example -> {
            batch.add(example);
            if (batch.size() == Trial.BATCH) {
              visitor.accept(batch);
              done[0] += batch.size();
              batch.clear();
              progress.show(() -> time.line(done[0], all));
            }
          });
      visitor.accept(batch);
    } finally {
      progress.clear();
    }
  }

  /** What a report calls them. */
  String name() {
    return String.join(
        ", ", paths.stream().map(path -> Path.of(path).getFileName().toString()).toList());
  }
}
