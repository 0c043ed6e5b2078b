package io.smsieve.stream;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** {@code smsieve.retry.*}: what happens after a failure of the system. */
public interface RetryConfig {

  /** The pause after the first failure; each further one doubles it. */
  @WithDefault("1s")
  @DurationMin(millis = 1)
  Duration firstPause();

  /** The longest pause. */
  @WithDefault("60s")
  @DurationMin(millis = 1)
  Duration longestPause();

  /** After this long without success the process ends with exit code 6; 0 for never. */
  @WithDefault("30m")
  @DurationMin
  Duration giveUpAfter();

  /** How long a stream has to run for the failures before it to count as past. */
  @WithDefault("1m")
  @DurationMin
  Duration steadyAfter();

  /**
   * After this long without a sign of life of a thread liveness fails; 0 for never. Longer than
   * Kafka's clients wait by themselves, else a broker that is away looks like a thread that hangs.
   */
  @WithDefault("5m")
  @DurationMin
  Duration hangingAfter();

  /** How long an orderly stop may take. */
  @WithDefault("10s")
  @DurationMin(millis = 1)
  Duration closeWithin();
}
