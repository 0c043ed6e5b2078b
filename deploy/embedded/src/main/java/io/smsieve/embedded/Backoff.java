package io.smsieve.embedded;

import java.time.Duration;

/** The pauses before a process is started again: doubled each time, until it ran well for long. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration RAN_WELL = Duration.ofMinutes(1);

  private Duration next = FIRST;

  /**
   * The pause to make now.
   *
   * @param ran how long the process had been ready before it died
   */
  Duration pause(Duration ran) {
    Duration pause = ran.compareTo(RAN_WELL) >= 0 ? FIRST : next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }
}
