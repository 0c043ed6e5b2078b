package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void shouldSpreadMessagesEvenlyAtARate() {
    Pace pace = new Pace(OptionalDouble.of(4));
    assertThat(pace.nanosUntil(0)).isZero();
    assertThat(pace.nanosUntil(1)).isEqualTo(250_000_000L);
    assertThat(pace.nanosUntil(40)).isEqualTo(10_000_000_000L);
  }

  @Test
  void shouldNeverWaitWithoutARate() {
    assertThat(new Pace(OptionalDouble.empty()).nanosUntil(1_000_000)).isZero();
  }
}
