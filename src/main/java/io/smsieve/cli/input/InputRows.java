package io.smsieve.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The rows of some files, one file after the other, those left out that are not wanted.
 *
 * @param files at least one
 * @param wanted which rows count
 * @param standardInput what {@code -} stands for
 */
public record InputRows(List<InputFile> files, Predicate<Row> wanted, InputStream standardInput) {

  /** Keeps a copy. */
  public InputRows {
    files = List.copyOf(files);
  }

  /** How messages call them. */
  public String name() {
    return files.stream().map(InputFile::name).collect(Collectors.joining(", "));
  }

  /** Whether they can be read a second time. */
  boolean canBeReadAgain() {
    return files.stream().noneMatch(InputFile::isStandardInput);
  }

  /** Begins to read them. */
  public RowReader open() {
    return new Reader();
  }

  private final class Reader implements RowReader {

    private int begun;
    private RowReader current;

    @Override
    public Optional<Row> next() throws IOException {
      while (current != null || begun < files.size()) {
        if (current == null) {
          current = files.get(begun++).open(standardInput);
        }
        Optional<Row> row = current.next();
        if (row.isEmpty()) {
          close();
        } else if (wanted.test(row.get())) {
          return row;
        }
      }
      return Optional.empty();
    }

    @Override
    public void close() throws IOException {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}
