package io.smsieve.embedded;

import io.smsieve.embedded.event.Endpoints;
import io.smsieve.embedded.event.EventWriter;
import io.smsieve.embedded.event.ProcessEvent;
import io.smsieve.embedded.event.RunEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Starts the processes, watches them and stops them. Everything that happens arrives as a message
 * and is handled by the one thread that calls {@link #run}, so nothing here needs a lock.
 */
final class Supervisor {

  private static final Duration IDLE = Duration.ofHours(1);
  private static final int TAIL_LINES = 15;

  /** Both together stay under the ten seconds that an orderly stop may take. */
  private static final Map<Part, Duration> STOP_LIMIT =
      Map.of(Part.REGISTRY, Duration.ofSeconds(3), Part.BROKER, Duration.ofSeconds(6));

  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private final Map<Part, Supervised> supervised = new EnumMap<>(Part.class);
  private final Options options;
  private final Endpoints endpoints;
  private final DataFolder folder;
  private final EventWriter events;
  private final Instant begun = Instant.now();
  private boolean announced;

  Supervisor(
      Options options,
      Endpoints endpoints,
      DataFolder folder,
      Collection<ChildCommand> commands,
      EventWriter events) {
    this.options = options;
    this.endpoints = endpoints;
    this.folder = folder;
    this.events = events;
    commands.forEach(command -> supervised.put(command.part(), new Supervised(command)));
  }

  /** Asks for an end; may be called by any thread. */
  void requestStop(String reason) {
    inbox.add(new Message.StopRequested(reason));
  }

  /** Runs until the end is asked for or a process dies, and leaves no process behind. */
  ExitCode run() throws InterruptedException {
    try {
      supervised.values().forEach(this::start);
      Optional<ExitCode> end = Optional.empty();
      while (end.isEmpty()) {
        Message message = inbox.poll(untilNextDue().toMillis(), TimeUnit.MILLISECONDS);
        end = message == null ? handleDue(Instant.now()) : handle(message);
      }
      return end.get();
    } finally {
      stopAll();
    }
  }

  private void start(Supervised part) {
    try {
      ChildProcess process = ChildProcess.start(part.command(), folder, inbox::add);
      part.started(process, Instant.now().plus(options.readyTimeout()));
      events.write(new ProcessEvent.Starting(part.part(), process.pid(), folder.log(part.part())));
    } catch (IOException notStarted) {
      throw new LaunchException(
          ExitCode.ENVIRONMENT,
          "the " + part.part().label() + " cannot be started: " + notStarted.getMessage(),
          notStarted);
    }
  }

  private Duration untilNextDue() {
    Instant now = Instant.now();
    return supervised.values().stream()
        .map(Supervised::due)
        .min(Instant::compareTo)
        .filter(due -> due.isBefore(now.plus(IDLE)))
        .map(due -> Duration.between(now, due).plusMillis(1))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(IDLE);
  }

  private Optional<ExitCode> handleDue(Instant now) {
    List<Supervised> due =
        supervised.values().stream().filter(part -> !part.due().isAfter(now)).toList();
    for (Supervised part : due) {
      if (part.in(Supervised.State.PAUSED)) {
        start(part);
      } else if (part.everReady()) {
        // Its exit arrives as a message and is handled as every other death.
        part.process().kill();
        part.killed();
      } else {
        return notReady(part, "was not ready after " + options.readyTimeout().toSeconds() + " s");
      }
    }
    return Optional.empty();
  }

  private Optional<ExitCode> handle(Message message) {
    if (message instanceof Message.StopRequested stop) {
      events.write(new RunEvent.Stopping(stop.reason()));
      return Optional.of(ExitCode.STOPPED);
    }
    if (message instanceof Message.Line line) {
      handleLine(supervised.get(line.child().part()), line.text());
      return Optional.empty();
    }
    Message.Exited exited = (Message.Exited) message;
    return handleExit(supervised.get(exited.child().part()), exited);
  }

  private void handleLine(Supervised part, String line) {
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "created" -> events.write(new RunEvent.Topic(rest, true));
      case "kept" -> events.write(new RunEvent.Topic(rest, false));
      case "failed" -> part.complain(rest);
      case "ready" -> handleReady(part);
      default -> part.complain(line);
    }
  }

  private void handleReady(Supervised part) {
    boolean again = part.everReady();
    part.ready(Instant.now());
    if (again) {
      events.write(new ProcessEvent.Restarted(part.part(), part.process().pid()));
    }
    boolean all = supervised.values().stream().allMatch(p -> p.in(Supervised.State.READY));
    if (all && !announced) {
      announced = true;
      Map<Part, Long> pids = new EnumMap<>(Part.class);
      supervised.forEach((key, value) -> pids.put(key, value.process().pid()));
      long millis = Duration.between(begun, Instant.now()).toMillis();
      events.write(new RunEvent.Ready(endpoints, pids, folder.root(), millis));
    }
  }

  private Optional<ExitCode> handleExit(Supervised part, Message.Exited exited) {
    events.write(
        new ProcessEvent.Died(
            part.part(),
            exited.child().pid(),
            exited.exitCode(),
            folder.log(part.part()),
            tail(part.part())));
    if (!part.everReady()) {
      return notReady(part, "ended with exit code " + exited.exitCode() + " while it started");
    }
    if (!options.restartDead()) {
      part.pause(Instant.now());
      return fail(
          ExitCode.DIED,
          part,
          "the " + part.part().label() + " died with exit code " + exited.exitCode());
    }
    Duration pause = part.pause(Instant.now());
    events.write(new ProcessEvent.Restarting(part.part(), pause.toMillis()));
    return Optional.empty();
  }

  private Optional<ExitCode> notReady(Supervised part, String what) {
    String reason = part.complaint().map(complaint -> ": " + complaint).orElse("");
    return fail(
        ExitCode.NOT_READY,
        part,
        "the " + part.part().label() + " " + what + reason + "; see " + folder.log(part.part()));
  }

  private Optional<ExitCode> fail(ExitCode code, Supervised part, String message) {
    events.write(new RunEvent.Failed(code, Optional.of(part.part()), message));
    return Optional.of(code);
  }

  private List<String> tail(Part part) {
    List<String> lines = new ArrayList<>(LogTail.of(folder.errors(part), TAIL_LINES));
    lines.addAll(LogTail.of(folder.log(part), TAIL_LINES - lines.size()));
    return lines;
  }

  private void stopAll() throws InterruptedException {
    // Part's order is the order of the stop.
    for (Supervised part : supervised.values()) {
      if (part.runs()) {
        ChildProcess process = part.process();
        Instant asked = Instant.now();
        OptionalInt code = process.stop(STOP_LIMIT.get(part.part()));
        long millis = Duration.between(asked, Instant.now()).toMillis();
        events.write(new ProcessEvent.Ended(part.part(), process.pid(), code, millis));
      }
    }
  }
}
