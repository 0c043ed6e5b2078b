package io.smsieve.cli;

import io.smsieve.cli.input.InputException;
import io.smsieve.cli.input.InputFile;
import io.smsieve.cli.input.Row;
import io.smsieve.cli.input.RowReader;
import io.smsieve.record.LabelledExample;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Labelled examples of files, which can be read more than once. */
final class ExampleFiles {

  private final List<InputFile> files;
  private final ExampleColumns columns;

  /** Of these files, one after another. */
  ExampleFiles(List<InputFile> files, ExampleColumns columns) {
    this.files = List.copyOf(files);
    this.columns = columns;
    for (InputFile file : files) {
      if (file.path().equals("-")) {
        throw new CommandFailedException(
            ExitCode.USAGE, "expected files, which are read twice, found - for standard input");
      }
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
    for (InputFile file : files) {
      try (RowReader rows = file.open(System.in)) {
        for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
          if (columns.isWanted(row.get())) {
            visitor.accept(columns.example(row.get(), file.name(), Instant.EPOCH));
          }
        }
      } catch (InputException unusable) {
        throw new CommandFailedException(ExitCode.BAD_INPUT, unusable.getMessage(), unusable);
      }
    }
  }

  /** What a report calls them. */
  String name() {
    return String.join(", ", files.stream().map(InputFile::name).toList());
  }
}
