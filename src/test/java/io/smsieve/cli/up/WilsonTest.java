package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonTest {

  /** 0.5 ± 0.4 for 2 of 4 is in every table: 0.150 to 0.850. */
  @Test
  void shouldGiveTheIntervalOfTheTables() {
    Wilson interval = Wilson.of(2, 4);
    assertThat(interval.low()).isCloseTo(0.1500, within(0.0001));
    assertThat(interval.high()).isCloseTo(0.8500, within(0.0001));
  }

  @Test
  void shouldStayWithinZeroAndOneAtTheEnds() {
    assertThat(Wilson.of(0, 10).low()).isZero();
    assertThat(Wilson.of(0, 10).high()).isCloseTo(0.2775, within(0.0001));
    assertThat(Wilson.of(10, 10).high()).isCloseTo(1, within(1e-9)).isLessThanOrEqualTo(1);
  }

  @Test
  void shouldSayThatThereIsNothingYetWhenNIsZero() {
    assertThat(Wilson.of(0, 0)).hasToString("none yet");
    assertThat(Wilson.of(972, 1000)).hasToString("97.2% (96.0 to 98.1, n = 1,000)");
  }
}
