package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How often a drain looks how far it is. */
class DrainTest {

  @Test
  void shouldLookSeldomWhileTheEndIsFarAndOftenNearIt() {
    assertThat(Drain.pauseMillis(1_000, 100, 1_000)).isEqualTo(200);
    assertThat(Drain.pauseMillis(900, 900, 1_000)).isEqualTo(25);
    assertThat(Drain.pauseMillis(999, 999, 1_000)).isEqualTo(10);
  }

  @Test
  void shouldLookOftenAsLongAsNothingCame() {
    assertThat(Drain.pauseMillis(5_000, 0, 1_000)).isEqualTo(10);
  }
}
