package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyLogTest {

  private final LatencyLog log = new LatencyLog();

  @Test
  void shouldTellMedianAndTailOfMoreThanFitAtFirst() {
    for (int i = 5_000; i >= 1; i--) {
      log.add(i);
    }
    assertThat(log.summary()).isEqualTo(new LatencyLog.Latency(5_000, 2_500, 4_950, 5_000));
  }

  @Test
  void shouldTakeAClockThatWasSetBackForNoTime() {
    log.add(-3);
    assertThat(log.summary()).isEqualTo(new LatencyLog.Latency(1, 0, 0, 0));
  }

  @Test
  void shouldSayNothingOfNothing() {
    assertThat(log.summary()).isEqualTo(new LatencyLog.Latency(0, 0, 0, 0));
  }
}
