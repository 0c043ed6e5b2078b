package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a process holds at one moment, as Linux tells it.
 *
 * @param residentMb memory, native memory included
 * @param handles open files and sockets
 * @param threads of it
 * @param diskMb files that it and its kind keep: state, temporary ones, logs
 */
record Vitals(long residentMb, long handles, long threads, long diskMb) {

  private static final Path PROCESSES = Path.of("/proc");
  private static final long KB_A_MB = 1_024;
  private static final long BYTES_A_MB = 1L << 20;

  /**
   * Now.
   *
   * @param folders what is counted as disk
   * @throws CommandFailedException where there is no /proc, or no such process
   */
  static Vitals of(long pid, List<Path> folders) {
    Path process = PROCESSES.resolve(Long.toString(pid));
    try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
      List<String> status = Files.readAllLines(process.resolve("status"));
      long disk = 0;
      for (Path folder : folders) {
        disk += bytes(folder);
      }
      return new Vitals(
          number(status, "VmRSS:") / KB_A_MB,
          handles.count(),
          number(status, "Threads:"),
          disk / BYTES_A_MB);
    } catch (IOException failed) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "cannot read what process " + pid + " holds in /proc, which this needs Linux for",
          failed);
    }
  }

  /** Of each the median. */
  static Vitals median(List<Vitals> all) {
    return new Vitals(
        median(all, Vitals::residentMb),
        median(all, Vitals::handles),
        median(all, Vitals::threads),
        median(all, Vitals::diskMb));
  }

  private static long median(List<Vitals> all, ToLongFunction<Vitals> what) {
    long[] sorted = all.stream().mapToLong(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** Files come and go while they are counted. */
  private static long bytes(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    } catch (UncheckedIOException changed) {
      // What was found by then counts; the next sample is a few seconds away.
    }
    long bytes = 0;
    for (Path file : files) {
      try {
        bytes += Files.size(file);
      } catch (NoSuchFileException gone) {
        // It was deleted meanwhile.
      }
    }
    return bytes;
  }
}
