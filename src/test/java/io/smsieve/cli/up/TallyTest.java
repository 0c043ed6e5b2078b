package io.smsieve.cli.up;

import static io.smsieve.cli.up.Samples.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void shouldCountEachOutcomeUnderItsName() {
    for (int i = 0; i < 4; i++) {
      tally.sent();
    }
    tally.add(labelled(0, true, true), 10);
    tally.add(labelled(1, false, false), 20);
    tally.add(new Outcome.DeadLettered(2), 30);

    Snapshot snapshot = tally.snapshot();
    assertThat(snapshot.spam()).isEqualTo(1);
    assertThat(snapshot.ham()).isEqualTo(1);
    assertThat(snapshot.deadLetters()).isEqualTo(1);
    assertThat(snapshot.accounted()).isEqualTo(3);
    assertThat(snapshot.lag()).isEqualTo(1);
    assertThat(snapshot.firstNanos()).isEqualTo(10);
    assertThat(snapshot.lastNanos()).isEqualTo(30);
    assertThat(snapshot.p50()).isEqualTo(40);
  }

  @Test
  void shouldNotCountAMessageTwice() {
    tally.add(labelled(0, true, true), 10);
    tally.add(labelled(0, true, false), 20);

    Snapshot snapshot = tally.snapshot();
    assertThat(snapshot.accounted()).isEqualTo(1);
    assertThat(snapshot.repeated()).isEqualTo(1);
    assertThat(snapshot.lastNanos()).isEqualTo(10);
  }

  @Test
  void shouldKeepTheLastVerdictsOldestFirst() {
    for (int i = 0; i < Tally.RECENT + 3; i++) {
      tally.add(labelled(i, true, true), 10);
    }
    assertThat(tally.snapshot().recent())
        .hasSize(Tally.RECENT)
        .extracting(Outcome::index)
        .startsWith(3L)
        .endsWith(12L);
  }
}
