package io.smsieve.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files into which native libraries were unpacked from their jars. The virtual machine deletes them
 * when it ends in order; a killed process would leave more than 40 MB behind each time.
 */
public final class UnpackedLibraries {

  private static final Path MAPS = Path.of("/proc/self/maps");

  private UnpackedLibraries() {}

  /**
   * Deletes those that this process has mapped: what is mapped stays usable. Where the system does
   * not tell what is mapped, which only Linux does, nothing is deleted.
   *
   * @param prefix begins the name of the file, or of its folder, in java.io.tmpdir
   */
  public static void delete(String prefix) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    String beginning = temporary.resolve(prefix).toString();
    for (Path file : mapped(beginning)) {
      try {
        Files.deleteIfExists(file);
        if (!file.getParent().equals(temporary)) {
          Files.deleteIfExists(file.getParent());
        }
      } catch (IOException left) {
        // Another library lies in the same folder still, or it is not ours: it does no harm.
      }
    }
  }

  /** Each line ends with the file that is mapped there. */
  private static List<Path> mapped(String beginning) {
    if (!Files.isReadable(MAPS)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines
          .filter(line -> line.contains(" " + beginning))
          .map(line -> Path.of(line.substring(line.indexOf(beginning))))
          .distinct()
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }
}
