package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {

  private static final long SECOND = 1_000_000_000L;

  private final RateMeter meter = new RateMeter();

  @Test
  void shouldBeZeroWithTheFirstCount() {
    assertThat(meter.at(5, 100)).isZero();
  }

  @Test
  void shouldGiveEventsPerSecond() {
    meter.at(0, 0);
    assertThat(meter.at(2 * SECOND, 60)).isEqualTo(30);
  }

  @Test
  void shouldFollowAChangeWithinSeconds() {
    for (int second = 0; second <= 10; second++) {
      meter.at(second * SECOND, second * 100L);
    }
    double rate = 100;
    for (int second = 11; second <= 17; second++) {
      rate = meter.at(second * SECOND, 1000);
    }
    assertThat(rate).isZero();
  }
}
