package io.smsieve.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The launcher of broker and registry, which has a build of its own. */
final class EmbeddedBuild {

  private static final Path HOME =
      Path.of(System.getProperty("basedir", System.getProperty("user.dir")), "deploy", "embedded");

  private EmbeddedBuild() {}

  /** The launcher's jar, built first where it is missing. */
  static Path launcher() throws IOException {
    Path jar = HOME.resolve(Path.of("target", "embedded", "smsieve-embedded.jar"));
    Files.createDirectories(HOME.resolve("target"));
    // Two test processes would otherwise build into the same folder.
    try (FileChannel lock =
            FileChannel.open(
                HOME.resolve(Path.of("target", "build.lock")),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      if (!Files.exists(jar) && held.isValid()) {
        build();
      }
    }
    return jar;
  }

  private static void build() throws IOException {
    Process maven =
        new ProcessBuilder(List.of("mvn", "-q", "-B", "package", "-DskipTests"))
            .directory(HOME.toFile())
            .inheritIO()
            .start();
    try {
      if (maven.waitFor() != 0) {
        throw new AssertionError("'mvn package' failed in " + HOME);
      }
    } catch (InterruptedException interrupted) {
      maven.destroy();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while building the launcher", interrupted);
    }
  }
}
