package io.smsieve.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The broker and registry of all test classes of this virtual machine, from the first use on. */
final class SharedStack {

  static final EmbeddedStack STACK = start();

  private SharedStack() {}

  private static EmbeddedStack start() {
    try {
      Path folder = Files.createTempDirectory("smsieve-shared");
      EmbeddedStack stack =
          EmbeddedStack.start(
              folder.resolve("data"),
              "--broker-property",
              // Transactions of killed processes are ended on time.
              "transaction.abort.timed.out.transaction.cleanup.interval.ms=1000");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, folder), "shared-stack"));
      return stack;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void end(EmbeddedStack stack, Path folder) {
    try {
      stack.close();
      delete(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
