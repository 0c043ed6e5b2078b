package io.smsieve.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines to a file, in UTF-8, or to standard output. */
final class LineOutput implements AutoCloseable {

  private final String name;
  private final Writer writer;
  private final boolean owned;

  private LineOutput(String name, Writer writer, boolean owned) {
    this.name = name;
    this.writer = writer;
    this.owned = owned;
  }

  /**
   * Opens an output; an existing file is replaced.
   *
   * @param target a file, or {@code -} for standard output
   * @param standard standard output, left open
   * @throws CommandFailedException if the file cannot be written
   */
  static LineOutput open(String target, PrintWriter standard) {
    if (target.equals("-")) {
      return new LineOutput("standard output", standard, false);
    }
    try {
      Path file = Path.of(target);
      return new LineOutput(target, Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  void write(String line) throws IOException {
    writer.write(line);
    writer.write('\n');
  }

  /**
   * Makes what was written visible.
   *
   * @throws CommandFailedException if it cannot be written
   */
  void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw failure(name, e);
    }
    if (writer instanceof PrintWriter printer && printer.checkError()) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, name + ": expected a reader, found it closed");
    }
  }

  private static CommandFailedException failure(String target, IOException e) {
    return new CommandFailedException(
        ExitCode.BAD_INPUT,
        target
            + ": expected a file that can be written, found "
            + e.getClass().getSimpleName()
            + "; check folder, permissions and free space",
        e);
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      writer.close();
    }
  }
}
