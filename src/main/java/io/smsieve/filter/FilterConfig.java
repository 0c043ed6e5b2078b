package io.smsieve.filter;

import io.smallrye.config.WithDefault;
import io.smsieve.stream.SliceBounds;
import io.smsieve.stream.StreamSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** {@code smsieve.filter.*}: how messages are labelled. */
public interface FilterConfig {

  /** Name of the consumer group and prefix of the transactional ids. */
  @WithDefault("smsieve-filter")
  @NotBlank
  String applicationId();

  /** Stream threads, 1 to 256. */
  @WithDefault("1")
  @Min(1)
  @Max(256)
  int threads();

  /** The longest time between two commits, and so what a message waits for at most. */
  @WithDefault("100ms")
  @DurationMin(millis = 1)
  Duration commitInterval();

  /** Unicode code points of a text at most; the bundle's own limit holds as well. */
  @WithDefault("20000")
  @Min(1)
  int maxCharacters();

  /** How far in the future {@code receivedAt} may lie. */
  @WithDefault("1h")
  @DurationMin
  Duration maxFuture();

  /** How much is scored at once. */
  Slice slice();

  /** Windows of the traffic. */
  Traffic traffic();

  /** {@code smsieve.filter.traffic.*}. */
  interface Traffic {
    /** Whether outcomes and scores of each minute are written to smsieve.topics.traffic. */
    @WithDefault("false")
    boolean enabled();

    /** How often changed windows are published. */
    @WithDefault("5s")
    @DurationMin(millis = 1)
    Duration publishInterval();

    /** How long windows are kept. */
    @WithDefault("1d")
    @DurationMin(millis = 60_000)
    Duration keptFor();
  }

  /** What the filter wants of Kafka Streams. */
  default StreamSettings.Role role(String incomingTopic) {
    return new StreamSettings.Role(
        "filter", applicationId(), threads(), commitInterval().toMillis(), Set.of(incomingTopic));
  }

  /** {@code smsieve.filter.slice.*}. */
  interface Slice {
    /** Tokens scored at once at most; 0 for what is found best at the start. */
    @WithDefault("0")
    @Min(0)
    long tokens();

    /** Records decoded and tokenised ahead at most. */
    @WithDefault("4096")
    @Min(1)
    int rows();

    /** Bytes of values decoded and tokenised ahead at most. */
    @WithDefault("4194304")
    @Min(1)
    long bytes();

    /** How long a slice may take, by what slices took before. */
    @WithDefault("2s")
    @DurationMin(millis = 1)
    Duration time();

    /** The same as one value. */
    default SliceBounds bounds() {
      return new SliceBounds(rows(), bytes(), time());
    }
  }
}
