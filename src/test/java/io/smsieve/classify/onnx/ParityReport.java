package io.smsieve.classify.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How near Java came to Python, a line a comparison, in {@code target/parity.txt}. */
final class ParityReport {

  private static final Path FILE = Path.of("target/parity.txt");

  private ParityReport() {}

  /**
   * Adds a line.
   *
   * @param what was compared
   * @param texts compared
   * @param difference the largest of a probability
   */
  static void add(String what, int texts, double difference) throws IOException {
    String line = "%s: %d texts, largest difference %.1e%n".formatted(what, texts, difference);
    Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
