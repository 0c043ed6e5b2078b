package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies = new Latencies();

  @Test
  void shouldBeZeroWithoutAny() {
    assertThat(latencies.quantile(0.5)).isZero();
  }

  @Test
  void shouldFindQuantilesInAnyOrder() {
    LongStream.rangeClosed(1, 100).map(i -> 101 - i).forEach(latencies::add);
    assertThat(latencies.quantile(0.5)).isEqualTo(50);
    assertThat(latencies.quantile(0.99)).isEqualTo(99);
    assertThat(latencies.quantile(1)).isEqualTo(100);
  }

  @Test
  void shouldForgetWhatIsNoLongerRecent() {
    latencies.add(1_000_000);
    LongStream.range(0, Latencies.KEPT).forEach(i -> latencies.add(7));
    assertThat(latencies.quantile(1)).isEqualTo(7);
  }

  @Test
  void shouldTakeNoLatencyBelowZeroWhenTheClockWasSetBack() {
    latencies.add(-5);
    assertThat(latencies.quantile(1)).isZero();
  }
}
