package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours. It ignores the terminal's Ctrl-C and hang-up, so that only we get these and
 * can stop everything in order; it learns that it shall stop, or that we are gone, from the end of
 * its standard input.
 */
public final class Child {

  private static final List<String> DEAF_TO_THE_TERMINAL =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private final String name;
  private final Process process;
  private final Optional<Path> log;

  private Child(String name, Process process, Optional<Path> log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts a process whose output goes to a file. */
  public static Child logging(String name, List<String> command, Path log) {
    ProcessBuilder builder = builder(command).redirectOutput(log.toFile());
    return new Child(name, start(name, builder), Optional.of(log));
  }

  /** Starts a process whose output is read by the caller, until its end. */
  public static Child talking(String name, List<String> command) {
    return new Child(name, start(name, builder(command)), Optional.empty());
  }

  private static ProcessBuilder builder(List<String> command) {
    List<String> all = new ArrayList<>(DEAF_TO_THE_TERMINAL);
    all.addAll(command);
    return new ProcessBuilder(all).redirectErrorStream(true);
  }

  private static Process start(String name, ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.GAVE_UP, "cannot start the " + name + ": " + e.getMessage(), e);
    }
  }

  String name() {
    return name;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  InputStream output() {
    return process.getInputStream();
  }

  /** Where its output goes, unless the caller reads it. */
  public Optional<Path> log() {
    return log;
  }

  /** Its exit code; empty while it lives. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Asks it to stop and waits; kills it when it takes longer.
   *
   * @return whether it stopped by itself
   */
  public boolean stop(Duration patience) {
    closeStandardInput();
    if (endsWithin(patience)) {
      return true;
    }
    process.destroyForcibly();
    endsWithin(patience);
    return false;
  }

  /** SIGKILL; returns when it is dead. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void closeStandardInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // Its end of the pipe is closed: it has ended.
    }
  }

  private boolean endsWithin(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          // Leaving a process behind would be worse than ending a little later.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
