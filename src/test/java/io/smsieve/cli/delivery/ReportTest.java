package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void shouldFindNothingWhenAllIsAsItMustBe() {
    assertThat(report(15, 0, 0, 0, 0, 0, 1).faultsFound()).isEmpty();
  }

  @Test
  void shouldNameEverythingThatIsNot() {
    assertThat(report(14, 1, 2, 3, 4, 5, 0).faultsFound())
        .containsExactly(
            "1 messages lost",
            "2 records doubled",
            "3 records out of order",
            "4 records in the wrong topic",
            "5 examples too many or too few in the evaluation's totals",
            "only 14 of 20 kills left a transaction open, where 15 must",
            "no input waited at a kill: give more --messages, or fewer faults");
  }

  private static Report report(
      int open,
      long lost,
      long duplicated,
      long outOfOrder,
      long misplaced,
      long miscounted,
      long waiting) {
    return new Report(
        20,
        open,
        15,
        Map.of(),
        4,
        100,
        50,
        49,
        1,
        lost,
        duplicated,
        outOfOrder,
        misplaced,
        10,
        5,
        miscounted,
        waiting,
        Map.of(),
        1,
        1);
  }
}
