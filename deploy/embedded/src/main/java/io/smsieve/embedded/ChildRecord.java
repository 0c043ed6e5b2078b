package io.smsieve.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A note about a process, kept in a file, by which the next launcher finds it should this one be
 * killed. A pid alone would not do: the system gives it to others later.
 *
 * @param pid the process
 * @param started when it was started
 */
record ChildRecord(long pid, Instant started) {

  /** The system's boot time, from which start times are computed, moves when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Duration ORDERLY = Duration.ofSeconds(8);
  private static final Duration KILL = Duration.ofSeconds(5);

  static ChildRecord of(ProcessHandle process) {
    return new ChildRecord(process.pid(), process.info().startInstant().orElseGet(Instant::now));
  }

  void write(Path file) throws IOException {
    Files.writeString(file, pid + "\n" + started + "\n");
  }

  /** Reads a note; none where there is no file, or a file that was not written to its end. */
  static Optional<ChildRecord> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      return lines.size() < 2
          ? Optional.empty()
          : Optional.of(new ChildRecord(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1))));
    } catch (NumberFormatException | DateTimeParseException torn) {
      return Optional.empty();
    }
  }

  /** The process, if it is still there. */
  Optional<ProcessHandle> alive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().startInstant().map(this::near).orElse(false))
        .filter(process -> process.info().command().map(this::isJava).orElse(false));
  }

  private boolean near(Instant other) {
    return Duration.between(started, other).abs().compareTo(TOLERANCE) <= 0;
  }

  private boolean isJava(String command) {
    return Path.of(command).getFileName().toString().startsWith("java");
  }

  /** Ends the process, in order if it lets itself be; true if it was still there. */
  boolean end() {
    Optional<ProcessHandle> process = alive();
    process.ifPresent(
        orphan -> {
          orphan.destroy();
          if (!ended(orphan, ORDERLY)) {
            orphan.destroyForcibly();
            ended(orphan, KILL);
          }
        });
    return process.isPresent();
  }

  private static boolean ended(ProcessHandle process, Duration limit) {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
