package io.smsieve.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file or standard input, to be read as rows.
 *
 * @param path {@code -} for standard input
 * @param format its form
 */
public record InputFile(String path, Format format) {

  private static final String STANDARD_INPUT = "-";

  /**
   * A file.
   *
   * @param path {@code -} for standard input
   * @param format null: as the name tells; standard input has JSON lines then
   * @throws InputException when there is no such file, or the name tells no format
   */
  public static InputFile of(String path, Format format) {
    if (path.equals(STANDARD_INPUT)) {
      if (format == Format.PARQUET) {
        throw new InputException(
            "expected JSON lines or CSV on standard input, found --format parquet: its index"
                + " stands at the end, so give a file");
      }
      return new InputFile(path, format == null ? Format.JSONL : format);
    }
    if (!Files.isReadable(Path.of(path)) || Files.isDirectory(Path.of(path))) {
      throw new InputException("expected a file that can be read, found none at " + path);
    }
    if (format != null) {
      return new InputFile(path, format);
    }
    return new InputFile(
        path,
        Format.ofName(path)
            .orElseThrow(
                () ->
                    new InputException(
                        "expected a name that ends with .jsonl, .ndjson, .csv or .parquet, found "
                            + path
                            + "; say what it is with --format")));
  }

  /** Whether it can be read only once, from the beginning to the end. */
  public boolean isStandardInput() {
    return path.equals(STANDARD_INPUT);
  }

  /** How messages call it. */
  public String name() {
    return isStandardInput() ? "standard input" : Path.of(path).getFileName().toString();
  }

  /**
   * Begins to read.
   *
   * @param standardInput what {@code -} stands for
   */
  public RowReader open(InputStream standardInput) throws IOException {
    return switch (format) {
      case JSONL -> new JsonLinesReader(name(), stream(standardInput));
      case CSV -> CsvRowReader.open(name(), stream(standardInput));
      case PARQUET -> ParquetRowReader.open(name(), Path.of(path));
    };
  }

  private InputStream stream(InputStream standardInput) throws IOException {
    return isStandardInput() ? standardInput : Files.newInputStream(Path.of(path));
  }
}
