package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.cli.delivery.Cluster.Transaction;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventsTest {

  private final Events events = new Events();

  @Test
  void shouldCountAKillOnlyWhenItLeftATransactionThatNoEarlierKillHadLeft() {
    Transaction first = new Transaction("app-1", 100);
    Transaction second = new Transaction("app-1", 200);

    assertThat(events.killed(Set.of(first))).isTrue();
    assertThat(events.killed(Set.of(first))).isFalse();
    assertThat(events.killed(Set.of())).isFalse();
    assertThat(events.killed(Set.of(first, second))).isTrue();

    assertThat(events.openTransactions()).isEqualTo(2);
  }

  @Test
  void shouldKeepTheFewestMessagesThatWaited() {
    events.waiting(20);
    events.waiting(10);
    events.waiting(30);

    assertThat(events.leastWaiting()).isEqualTo(10);
  }
}
