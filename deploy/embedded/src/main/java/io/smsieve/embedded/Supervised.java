package io.smsieve.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One part under supervision: its process and where that stands. Used by one thread only. */
final class Supervised {

  /** Where a part stands. */
  enum State {
    /** Started, not ready yet. */
    STARTING,
    /** Ready. */
    READY,
    /** It died and is started again when the pause is over. */
    PAUSED
  }

  private final ChildCommand command;
  private final Backoff backoff = new Backoff();
  private ChildProcess process;
  private State state = State.PAUSED;
  private boolean everReady;
  private Instant readySince = Instant.MAX;
  private Instant due = Instant.MAX;
  private Optional<String> complaint = Optional.empty();

  Supervised(ChildCommand command) {
    this.command = command;
  }

  ChildCommand command() {
    return command;
  }

  Part part() {
    return command.part();
  }

  /** The latest process; it may have ended. */
  ChildProcess process() {
    return process;
  }

  boolean in(State asked) {
    return state == asked;
  }

  /** Whether it was ready once, so that its configuration cannot be at fault. */
  boolean everReady() {
    return everReady;
  }

  /** What the process itself said about why it cannot go on. */
  Optional<String> complaint() {
    return complaint;
  }

  /** When the state must have changed; far away for a state that may last. */
  Instant due() {
    return due;
  }

  void started(ChildProcess newProcess, Instant readyBy) {
    process = newProcess;
    state = State.STARTING;
    due = readyBy;
    complaint = Optional.empty();
  }

  void ready(Instant now) {
    state = State.READY;
    everReady = true;
    readySince = now;
    due = Instant.MAX;
  }

  /** Notes that the process was killed and that its exit will be told. */
  void killed() {
    due = Instant.MAX;
  }

  void complain(String text) {
    complaint = Optional.of(text);
  }

  /** Notes that the process died, and returns the pause to make. */
  Duration pause(Instant now) {
    Duration ran = in(State.READY) ? Duration.between(readySince, now) : Duration.ZERO;
    Duration pause = backoff.pause(ran);
    state = State.PAUSED;
    due = now.plus(pause);
    return pause;
  }

  boolean runs() {
    return process != null && !in(State.PAUSED);
  }
}
