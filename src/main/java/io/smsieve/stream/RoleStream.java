package io.smsieve.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/**
 * The life of one role's Kafka Streams: waits for what it needs, starts, and after a failure closes
 * it, waits a growing time until a probe passes, and makes a new one. A failure that does not pass
 * ends the process. Works on a thread of its own; nothing here blocks a caller but {@link #close}.
 */
public final class RoleStream implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RoleStream.class);

  // Several times the pause between two heartbeats, which is 3 s unless the user says otherwise.
  private static final Duration BROKER_AWAY = Duration.ofSeconds(12);

  private final RoleParts parts;
  private final RetryConfig retry;
  private final Clock clock;
  private final Runnable gaveUp;
  private final Thread thread;
  private final CompletableFuture<Void> stop = new CompletableFuture<>();
  private volatile RoleStatus status;
  private volatile RunningStream running;
  private final WorkClock work = new WorkClock();
  private Optional<Instant> failingSince = Optional.empty();
  private Duration pause;

  /**
   * A role that does nothing yet.
   *
   * @param gaveUp called when a failure did not pass
   */
  public RoleStream(RoleParts parts, RetryConfig retry, Clock clock, Runnable gaveUp) {
    this.parts = parts;
    this.retry = retry;
    this.clock = clock;
    this.gaveUp = gaveUp;
    this.pause = retry.firstPause();
    this.status = new RoleStatus(parts.name(), RoleState.CREATED, clock.instant(), "", 0);
    this.thread = new Thread(this::live, "smsieve-" + parts.name());
  }

  /** Begins; returns at once. */
  public void start() {
    thread.start();
  }

  /** What it does now. */
  public RoleStatus status() {
    RoleStatus told = status;
    RunningStream current = running;
    Duration silence = current == null ? work.sinceStep() : current.sinceLastPoll();
    if (!retry.hangingAfter().isZero() && silence.compareTo(retry.hangingAfter()) >= 0) {
      String detail =
          "no sign of life for " + silence.toSeconds() + " s, last seen " + told.state();
      return since(silence, RoleState.HANGING, detail);
    }
    if (current != null && told.state() == RoleState.RUNNING) {
      Duration away = current.sinceLastHeartbeat();
      if (away.compareTo(BROKER_AWAY) >= 0) {
        String detail = "the broker has not answered for " + away.toSeconds() + " s";
        return since(away, RoleState.WAITING_FOR_BROKER, detail);
      }
    }
    return told;
  }

  private RoleStatus since(Duration ago, RoleState state, String detail) {
    return new RoleStatus(
        parts.name(), state, clock.instant().minus(ago), detail, status.failures());
  }

  /** The Kafka Streams at work; empty while there is none. */
  public Optional<KafkaStreams> streams() {
    return Optional.ofNullable(running).map(RunningStream::streams);
  }

  private void live() {
    try {
      while (!stop.isDone()) {
        try {
          runOnce();
        } catch (RuntimeException | Error failure) {
          // Whatever it is, nothing of it was committed, and the probe decides what comes next.
          if (!failed(failure)) {
            return;
          }
        }
      }
      work.rest();
      change(RoleState.STOPPED, "");
    } catch (InterruptedException interrupted) {
      change(RoleState.STOPPED, "interrupted");
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() throws InterruptedException {
    if (failingSince.isEmpty()) {
      change(RoleState.WAITING_FOR_TOPICS, "");
    }
    work.step();
    OutputLimits limits = parts.topics().run();
    work.step();
    if (failingSince.isEmpty()) {
      change(RoleState.PROBING, "");
    }
    parts.probe().run();
    change(RoleState.STARTING, "");
    running = new RunningStream(parts.streams().create(limits), this::stateChanged);
    try {
      running.start();
      await(running.failure());
    } finally {
      RunningStream ended = running;
      work.step();
      running = null;
      if (!ended.close(retry.closeWithin())) {
        LOG.warnf(
            "role %s did not close within %s: what it has not committed is done again later",
            parts.name(), retry.closeWithin());
      }
    }
  }

  private void stateChanged(KafkaStreams.State state) {
    if (state == KafkaStreams.State.RUNNING) {
      change(RoleState.RUNNING, "");
    } else if (state == KafkaStreams.State.REBALANCING) {
      change(RoleState.STARTING, "");
    }
  }

  /** Returns when told to stop; throws the failure when there is one. */
  private void await(CompletableFuture<Throwable> failure) throws InterruptedException {
    CompletableFuture<Object> end = CompletableFuture.anyOf(stop, failure);
    try {
      try {
        end.get(retry.steadyAfter().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException steady) {
        failingSince = Optional.empty();
        pause = retry.firstPause();
        end.get();
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("neither future fails", impossible);
    }
    if (!stop.isDone()) {
      throw new StreamFailedException(failure.join());
    }
  }

  /** Notes a failure and pauses. Returns whether there is another try. */
  private boolean failed(Throwable failure) throws InterruptedException {
    work.rest();
    Instant now = clock.instant();
    Instant since = failingSince.orElse(now);
    failingSince = Optional.of(since);
    String detail = Failures.describe(failure);
    boolean over =
        !retry.giveUpAfter().isZero()
            && !Failures.needsHand(failure)
            && Duration.between(since, now).compareTo(retry.giveUpAfter()) >= 0;
    RoleState waiting =
        failure instanceof NotReadyException && status.state() == RoleState.WAITING_FOR_TOPICS
            ? RoleState.WAITING_FOR_TOPICS
            : RoleState.RETRYING;
    status =
        new RoleStatus(
            parts.name(), over ? RoleState.GAVE_UP : waiting, now, detail, status.failures() + 1);
    if (over) {
      LOG.errorf("role %s gives up after %s: %s", parts.name(), retry.giveUpAfter(), detail);
      gaveUp.run();
      return false;
    }
    LOG.warnf("role %s tries again in %s ms: %s", parts.name(), pause.toMillis(), detail);
    try {
      stop.get(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException goOn) {
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(retry.longestPause()) > 0 ? retry.longestPause() : doubled;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("stopping cannot fail", impossible);
    }
    return true;
  }

  private void change(RoleState state, String detail) {
    RoleStatus before = status;
    if (before.state() != state) {
      LOG.infof("role %s: %s", parts.name(), state);
    }
    status = new RoleStatus(parts.name(), state, clock.instant(), detail, before.failures());
  }

  /** Stops in order, within the configured time and a little more. */
  @Override
  public void close() {
    stop.complete(null);
    try {
      thread.join(retry.closeWithin().plusSeconds(2).toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warnf("role %s did not stop within %s", parts.name(), retry.closeWithin());
      thread.interrupt();
    }
  }
}
