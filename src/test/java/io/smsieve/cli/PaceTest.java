package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void shouldTakeTheTimeOfAllStepsButTheFirst() {
    Pace pace = new Pace(100);
    long start = System.nanoTime();

    IntStream.range(0, 21).forEach(i -> pace.await());

    assertThat((System.nanoTime() - start) / 1e6).isBetween(200.0, 2_000.0);
  }

  @Test
  void shouldNotMakeUpForTimeBeforeTheFirstStep() {
    Pace pace = new Pace(100);
    long start = System.nanoTime();
    Pace before = new Pace(10);
    before.await();
    before.await();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);

    long begun = System.nanoTime();
    pace.await();
    pace.await();

    assertThat((System.nanoTime() - begun) / 1e6).isGreaterThanOrEqualTo(10.0);
  }
}
