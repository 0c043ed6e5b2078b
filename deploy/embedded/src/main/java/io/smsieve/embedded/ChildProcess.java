package io.smsieve.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running broker or registry. */
final class ChildProcess {

  private final Part part;
  private final Process process;

  private ChildProcess(Part part, Process process) {
    this.part = part;
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param command its command line
   * @param folder where its errors and the note about it go
   * @param inbox gets its lines and, last, its end
   */
  static ChildProcess start(ChildCommand command, DataFolder folder, Consumer<Message> inbox)
      throws IOException {
    Part part = command.part();
    ProcessBuilder builder = new ProcessBuilder(command.words());
    // Quarkus reads .env and config/application.properties where it is started, and settings of
    // its own from the environment; those are meant for somebody else.
    builder.directory(folder.run().toFile());
    builder.environment().keySet().removeIf(ChildProcess::isForeignSetting);
    // The registry's own handlers would answer a Ctrl-C that is meant for the launcher.
    builder.environment().put("DISABLE_SIGNAL_HANDLERS", "true");
    builder.redirectError(folder.errors(part).toFile());
    ChildProcess child = new ChildProcess(part, builder.start());
    ChildRecord.of(child.process.toHandle()).write(folder.child(part));
    child.watch(inbox);
    return child;
  }

  private static boolean isForeignSetting(String variable) {
    return variable.startsWith("QUARKUS_")
        || variable.startsWith("SMALLRYE_")
        || variable.startsWith("APICURIO_");
  }

  private void watch(Consumer<Message> inbox) {
    Thread watcher =
        new Thread(
            () -> {
              readLines(inbox);
              inbox.accept(new Message.Exited(this, process.onExit().join().exitValue()));
            },
            "watch-" + part.label());
    watcher.setDaemon(true);
    watcher.start();
  }

  private void readLines(Consumer<Message> inbox) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        inbox.accept(new Message.Line(this, line));
        line = lines.readLine();
      }
    } catch (IOException pipeBroken) {
      // The process is ending; its exit says the rest.
    }
  }

  Part part() {
    return part;
  }

  long pid() {
    return process.pid();
  }

  /** Ends the process in order by ending its standard input; empty: it had to be killed. */
  OptionalInt stop(Duration limit) throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyBroken) {
      // It is ending by itself.
    }
    if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      return OptionalInt.of(process.exitValue());
    }
    kill();
    process.waitFor();
    return OptionalInt.empty();
  }

  void kill() {
    process.destroyForcibly();
  }
}
