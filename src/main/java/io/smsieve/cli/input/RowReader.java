package io.smsieve.cli.input;

import java.io.IOException;
import java.util.Optional;

/** Gives the rows of a file one after the other, without holding them all. */
public interface RowReader extends AutoCloseable {

  /**
   * The next row.
   *
   * @return empty at the end
   * @throws InputException when what follows is no row
   * @throws IOException when the file cannot be read
   */
  Optional<Row> next() throws IOException;

  @Override
  void close() throws IOException;
}
