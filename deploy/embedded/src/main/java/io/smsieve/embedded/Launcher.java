package io.smsieve.embedded;

import io.smsieve.embedded.event.EventWriter;
import io.smsieve.embedded.event.ProcessEvent;
import io.smsieve.embedded.event.RunEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One run of the launcher, from checked options to the last event. */
final class Launcher {

  private static final long MINIMUM_FREE_BYTES = 256L * 1024 * 1024;

  private final Options options;
  private final EventWriter events;
  private final boolean watchStdin;

  Launcher(Options options, EventWriter events, boolean watchStdin) {
    this.options = options;
    this.events = events;
    this.watchStdin = watchStdin;
  }

  /** Runs to the end, of which the last event tells. */
  ExitCode run() {
    CountDownLatch finished = new CountDownLatch(1);
    try {
      ExitCode end = runAndReport(finished);
      events.write(new RunEvent.Stopped(end));
      return end;
    } finally {
      // Only now may a shutdown by signal go on: the JVM would not wait for the last event.
      finished.countDown();
    }
  }

  private ExitCode runAndReport(CountDownLatch finished) {
    try {
      return runInFolder(finished);
    } catch (LaunchException failure) {
      return failed(failure.exitCode(), failure.getMessage());
    } catch (IOException | InterruptedException failure) {
      return failed(ExitCode.INTERNAL, failure.toString());
    }
  }

  private ExitCode failed(ExitCode exitCode, String message) {
    events.write(new RunEvent.Failed(exitCode, Optional.empty(), message));
    return exitCode;
  }

  private ExitCode runInFolder(CountDownLatch finished) throws IOException, InterruptedException {
    Installation installation = Installation.find();
    DataFolder folder = DataFolder.prepare(options.data(), MINIMUM_FREE_BYTES);
    List<DataLock> locks = new ArrayList<>();
    try {
      lockParts(folder, locks);
      endOrphans(folder);
      return supervise(folder, installation, finished);
    } finally {
      for (DataLock lock : locks) {
        lock.close();
      }
    }
  }

  private void lockParts(DataFolder folder, List<DataLock> locks) {
    for (Part part : Part.values()) {
      if (options.runs(part)) {
        locks.add(DataLock.take(folder, part));
      }
    }
  }

  private void endOrphans(DataFolder folder) throws IOException {
    for (Part part : Part.values()) {
      Optional<ChildRecord> orphan =
          options.runs(part) ? ChildRecord.read(folder.child(part)) : Optional.empty();
      if (orphan.isPresent() && orphan.get().end()) {
        events.write(new ProcessEvent.Orphan(part, orphan.get().pid()));
      }
    }
  }

  private ExitCode supervise(DataFolder folder, Installation installation, CountDownLatch finished)
      throws InterruptedException {
    Ports ports = Ports.choose(options);
    List<ChildCommand> commands = new ArrayList<>();
    if (options.runs(Part.BROKER)) {
      commands.add(BrokerSetup.prepare(options, ports, folder, installation));
    }
    if (options.runs(Part.REGISTRY)) {
      commands.add(RegistrySetup.prepare(options, ports, folder, installation));
    }
    Supervisor supervisor =
        new Supervisor(options, ports.endpoints(options), folder, commands, events);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnSignal(supervisor, finished)));
    if (watchStdin) {
      StdinWatch.start(System.in, () -> supervisor.requestStop("standard input ended"));
    }
    return supervisor.run();
  }

  /** Runs in the JVM's shutdown: keeps it back until the processes have stopped in order. */
  private static void stopOnSignal(Supervisor supervisor, CountDownLatch finished) {
    supervisor.requestStop("signal");
    try {
      finished.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
