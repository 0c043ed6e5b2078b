package io.smsieve.stream;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code smsieve.retry.*}: what happens after a failure of the system. */
public interface RetryConfig {

  /** The pause after the first failure; each further one doubles it. */
  @WithDefault("1s")
  Duration firstPause();

  /** The longest pause. */
  @WithDefault("60s")
  Duration longestPause();

  /** After this long without success the process ends with exit code 6; 0 for never. */
  @WithDefault("30m")
  Duration giveUpAfter();

  /** How long a stream has to run for the failures before it to count as past. */
  @WithDefault("1m")
  Duration steadyAfter();

  /** How long an orderly stop may take. */
  @WithDefault("10s")
  Duration closeWithin();
}
