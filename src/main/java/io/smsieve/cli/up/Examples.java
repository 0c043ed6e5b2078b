package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/** Labelled examples sent at a rate, and what comes of them. */
final class Examples implements AutoCloseable {

  private final AtomicLong sent = new AtomicLong();
  private final Optional<Feeder> feeder;
  private final StandingPoll poll;
  private boolean started;

  /**
   * Nothing is sent yet.
   *
   * @param rate examples per second; 0: none
   */
  Examples(Endpoints endpoints, Feed feed, double rate, StandingPoll poll) {
    this.feeder =
        rate > 0
            ? Optional.of(
                new Feeder(
                    endpoints,
                    "examples",
                    feed,
                    new Pace(OptionalDouble.of(rate)),
                    Long.MAX_VALUE,
                    sent::incrementAndGet))
            : Optional.empty();
    this.poll = poll;
  }

  /** Begins, the first time; not before the first verdict, which they would hold up. */
  void start() {
    if (!started) {
      started = true;
      feeder.ifPresent(Feeder::start);
      poll.start();
    }
  }

  /** How many the broker has acknowledged. */
  long sent() {
    return sent.get();
  }

  /** How right the model was in the last windows. */
  Standing standing() {
    return poll.standing();
  }

  /** What stopped the sending before its time. */
  Optional<CommandFailedException> failure() {
    return feeder.flatMap(Feeder::failure);
  }

  @Override
  public void close() {
    poll.close();
    feeder.ifPresent(Feeder::close);
  }
}
