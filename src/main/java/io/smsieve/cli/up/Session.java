package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.StopSignal;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.RegistryCredentials;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/** One run of {@code up}: starts the stack, feeds it, watches it, and stops it. */
final class Session {

  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STALL_LIMIT = Duration.ofMinutes(1);
  private static final long TICK_MILLIS = 250;

  private final UpOptions options;
  private final Stack stack;
  private final SampleMessages samples;
  private final View view;
  private final StopSignal stop;
  private final long processStart;

  /**
   * A session that has not begun.
   *
   * @param processStart when the process began, by {@link System#nanoTime()}
   */
  Session(
      UpOptions options,
      Stack stack,
      SampleMessages samples,
      View view,
      StopSignal stop,
      long processStart) {
    this.options = options;
    this.stack = stack;
    this.samples = samples;
    this.view = view;
    this.stop = stop;
    this.processStart = processStart;
  }

  /**
   * Runs until the messages are accounted for (with {@code --exit}) or a stop is asked for; the
   * stack is the caller's to close.
   *
   * @return empty when it was stopped before the first message was sent
   * @throws CommandFailedException when something died or could not be started
   */
  Optional<Summary> run() throws InterruptedException {
    int httpPort = FreePort.check(options.httpPort(), "--http-port");
    Endpoints endpoints = stack.startEmbedded();
    FilterProcess filter = stack.startFilter(endpoints, httpPort);
    if (!awaitReady(filter)) {
      return Optional.empty();
    }
    try {
      return Optional.of(feedAndWatch(endpoints, filter));
    } catch (KafkaException | RegistryUnavailableException | CommandFailedException failed) {
      throw stack.causeOf(failed);
    }
  }

  private Summary feedAndWatch(Endpoints endpoints, FilterProcess filter)
      throws InterruptedException {
    SchemaRegistry registry =
        new HttpSchemaRegistry(endpoints.registry(), RegistryCredentials.none(), REGISTRY_TIMEOUT);
    MessageIds ids = MessageIds.ofNow();
    Clock clock = Clock.systemUTC();
    Tally tally = new Tally();
    Feed messages = new MessageFeed(registry, samples, ids, clock);
    long count = options.messages().orElse(Long.MAX_VALUE);
    Pace pace = new Pace(options.rate());
    try (OutcomeReader reader = new OutcomeReader(endpoints, registry, samples, ids, tally, clock);
        Feeder feeder = new Feeder(endpoints, "messages", messages, pace, count, tally::sent);
        Examples examples = examples(endpoints, registry, filter, tally)) {
      reader.start();
      long feedStart = System.nanoTime();
      feeder.start();
      watch(reader, feeder, examples, tally, new Frame.Place(endpoints, filter.http()));
      return Summary.of(tally.snapshot(), examples.sent(), processStart, feedStart);
    }
  }

  private Examples examples(
      Endpoints endpoints, SchemaRegistry registry, FilterProcess filter, Tally tally) {
    return new Examples(
        endpoints,
        new ExampleFeed(registry, samples, Clock.systemUTC()),
        options.examples(),
        new StandingPoll(filter.http(), () -> tally.snapshot().predictor()));
  }

  private boolean awaitReady(FilterProcess filter) throws InterruptedException {
    Readiness readiness = new Readiness(filter.http());
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (!readiness.isReady()) {
      throwIfAny(stack.failure());
      if (stop.await(TICK_MILLIS)) {
        return false;
      }
      if (System.nanoTime() > limit) {
        throw new CommandFailedException(
            ExitCode.GAVE_UP,
            "the filter was not ready within "
                + START_LIMIT.toSeconds()
                + " s; its log: "
                + filter.child().log().orElseThrow());
      }
    }
    return true;
  }

  private void watch(
      OutcomeReader reader, Feeder feeder, Examples examples, Tally tally, Frame.Place place)
      throws InterruptedException {
    RateMeter meter = new RateMeter();
    long lastProgress = System.nanoTime();
    long accounted = 0;
    boolean stopped = false;
    while (!stopped) {
      Stream.of(stack.failure(), reader.failure(), feeder.failure(), examples.failure())
          .forEach(Session::throwIfAny);
      Snapshot snapshot = tally.snapshot();
      long now = System.nanoTime();
      double rate = meter.at(now, snapshot.accounted());
      Duration uptime = Duration.ofNanos(now - processStart);
      view.show(new Frame(uptime, rate, snapshot, examples.standing(), place));
      if (snapshot.accounted() > accounted) {
        examples.start();
        accounted = snapshot.accounted();
        lastProgress = now;
      }
      stopped =
          (options.exit() && (isComplete(snapshot) || now - lastProgress > STALL_LIMIT.toNanos()))
              || stop.await(TICK_MILLIS);
    }
  }

  private boolean isComplete(Snapshot snapshot) {
    return snapshot.accounted() >= options.messages().orElseThrow();
  }

  private static void throwIfAny(Optional<CommandFailedException> failure) {
    failure.ifPresent(
        failed -> {
          throw failed;
        });
  }
}
