package io.smsieve.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one folder that holds everything: records, schema ids, logs, locks.
 *
 * @param root the folder, absolute
 */
record DataFolder(Path root) {

  private static final long MEGABYTE = 1024L * 1024L;

  /**
   * Makes the folder where it is missing and checks that it can be used.
   *
   * @param path the folder
   * @param minimumFree how many bytes must be free on its disk
   * @throws LaunchException when it cannot be used
   */
  static DataFolder prepare(Path path, long minimumFree) {
    DataFolder folder = new DataFolder(path.toAbsolutePath().normalize());
    folder.requirePlainName();
    try {
      folder.makeFolders();
      Path probe = Files.createTempFile(folder.run(), "probe", null);
      Files.write(probe, new byte[4096]);
      Files.delete(probe);
      folder.requireSpace(Files.getFileStore(folder.root()).getUsableSpace(), minimumFree);
      return folder;
    } catch (IOException unusable) {
      throw folder.unusable(unusable);
    }
  }

  private void requirePlainName() {
    // A comma parts the broker's folders, a semicolon the database's options, and the registry
    // expands ${...} in its configuration.
    if (Stream.of(",", ";", "${").anyMatch(root.toString()::contains)) {
      throw new LaunchException(
          ExitCode.ENVIRONMENT,
          "the data folder "
              + root
              + " has a ',', ';' or '${' in its path; give another one"
              + " with --data");
    }
  }

  private void makeFolders() throws IOException {
    for (Path folder : List.of(brokerData(), registryDatabase().getParent(), logs(), run())) {
      Files.createDirectories(folder);
    }
  }

  private void requireSpace(long free, long minimum) {
    if (free < minimum) {
      throw new LaunchException(
          ExitCode.ENVIRONMENT,
          "the disk of the data folder "
              + root
              + " has "
              + free / MEGABYTE
              + " MB left, "
              + minimum / MEGABYTE
              + " MB are needed; make room, or give another folder with --data");
    }
  }

  private LaunchException unusable(IOException cause) {
    String reason =
        cause instanceof FileAlreadyExistsException
            ? "a file of that name is in the way"
            : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new LaunchException(
        ExitCode.ENVIRONMENT,
        "the data folder "
            + root
            + " cannot be written to ("
            + reason
            + "); make it writable, or"
            + " give another one with --data",
        cause);
  }

  Path brokerData() {
    return root.resolve("broker");
  }

  /** The database's path without the ending that H2 adds. */
  Path registryDatabase() {
    return root.resolve("registry").resolve("registry");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** The log that a process writes itself, rotated. */
  Path log(Part part) {
    return logs().resolve(part.label() + ".log");
  }

  /** What a process printed to its standard error, from its last start on. */
  Path errors(Part part) {
    return logs().resolve(part.label() + ".err");
  }

  /** Files that are of no use after the run. */
  Path run() {
    return root.resolve("run");
  }

  Path brokerProperties() {
    return run().resolve("broker.properties");
  }

  Path lock(Part part) {
    return run().resolve(part.label() + ".lock");
  }

  Path child(Part part) {
    return run().resolve(part.label() + ".pid");
  }

  /**
   * A new, empty folder for a process's temporary files. A process that was killed leaves unpacked
   * native libraries there, which would otherwise pile up.
   */
  Path freshTemporary(Part part) {
    Path folder = run().resolve(part.label() + ".tmp");
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> old = Files.walk(folder)) {
          for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw unusable(unusable);
    }
  }
}
