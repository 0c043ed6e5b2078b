package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void shouldBeTheMedianOfTheRatiosOfEachRound() {
    Ratio ratio = Ratio.of(new double[] {90, 40, 80}, new double[] {100, 50, 100});

    assertThat(ratio.median()).isCloseTo(0.8, within(1e-12));
    assertThat(ratio.low()).isLessThan(0.8);
    assertThat(ratio.high()).isGreaterThan(0.8);
  }

  /** By hand: logarithms 0, ln 2, ln 4; standard error ln 2 / √3; t for 2 degrees is 4.303. */
  @Test
  void shouldHaveTheIntervalOfStudentsT() {
    Ratio ratio = Ratio.of(new double[] {1, 2, 4}, new double[] {1, 1, 1});

    assertThat(ratio.low())
        .isCloseTo(2 * Math.exp(-4.303 * Math.log(2) / Math.sqrt(3)), within(1e-9));
    assertThat(ratio.high())
        .isCloseTo(2 * Math.exp(4.303 * Math.log(2) / Math.sqrt(3)), within(1e-9));
  }

  @Test
  void shouldKnowNothingAfterOneRound() {
    Ratio ratio = Ratio.of(new double[] {5}, new double[] {10});

    assertThat(ratio.median()).isEqualTo(0.5);
    assertThat(ratio.low()).isZero();
    assertThat(ratio.high()).isInfinite();
  }

  @Test
  void shouldTakeTheMiddleOfTwoWhenTheNumberIsEven() {
    assertThat(Ratio.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }
}
