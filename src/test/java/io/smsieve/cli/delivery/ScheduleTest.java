package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Map<Fault, Integer> COUNTS =
      Map.of(Fault.KILL, 5, Fault.JOIN, 2, Fault.BROKER, 1);

  @Test
  void shouldGiveTheSameFaultsAgainWhenTheSeedIsTheSame() {
    List<Schedule.Step> steps = Schedule.of(COUNTS, new Random(3));

    assertThat(Schedule.of(COUNTS, new Random(3))).isEqualTo(steps);
    assertThat(Schedule.of(COUNTS, new Random(4))).isNotEqualTo(steps);
  }

  @Test
  void shouldHaveEveryFaultAsOftenAsAskedAtItsOwnMoment() {
    List<Schedule.Step> steps = Schedule.of(COUNTS, new Random(1));

    assertThat(steps).hasSize(8);
    COUNTS.forEach(
        (fault, count) -> assertThat(steps).filteredOn(s -> s.fault() == fault).hasSize(count));
    assertThat(steps).extracting(Schedule.Step::delayMillis).doesNotHaveDuplicates();
  }
}
