package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoakPlanTest {

  @Test
  void shouldDoEachKindOfFaultBetweenTheQuietTimes() {
    List<Fault> faults = plan(10).faults(new Random(1));
    assertThat(plan(10).quiet()).isEqualTo(Duration.ofSeconds(75));
    assertThat(faults).hasSize(6).containsAll(SoakPlan.FAULTS);
  }

  @Test
  void shouldDoEachKindAsOftenInAnHour() {
    List<Fault> faults = plan(60).faults(new Random(1));
    assertThat(faults).hasSize(36);
    for (Fault fault : SoakPlan.FAULTS) {
      assertThat(faults).filteredOn(fault::equals).hasSizeBetween(7, 8);
    }
  }

  private static SoakPlan plan(int minutes) {
    return new SoakPlan(
        Duration.ofMinutes(minutes),
        0.8,
        OptionalDouble.empty(),
        Duration.ofSeconds(20),
        Duration.ofSeconds(75));
  }
}
