package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff();

  @Test
  void shouldDoublePauseUpToLimitWhenDeathsFollowEachOther() {
    List<Long> seconds =
        IntStream.range(0, 7)
            .mapToObj(i -> backoff.pause(Duration.ofSeconds(1)).toSeconds())
            .toList();

    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void shouldBeginAgainWhenProcessRanWell() {
    backoff.pause(Duration.ZERO);
    backoff.pause(Duration.ZERO);

    assertThat(backoff.pause(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.pause(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
  }
}
