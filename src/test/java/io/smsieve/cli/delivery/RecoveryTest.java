package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  private static final TopicPartition PLACE = new TopicPartition("spam", 0);
  private static final long BEGIN = 5;

  private final Recovery recovery = new Recovery(BEGIN, Map.of(PLACE, 10L), new Traffic("run", 2));

  @Test
  void shouldLastUntilEveryPartitionOfTheInputHasComeOutAgain() {
    recovery.seen(sighting(9, 1), after(1));
    recovery.seen(sighting(10, 2), after(2));
    recovery.seen(sighting(11, 4), after(3));
    assertThat(recovery.seconds()).as("partition 1 was last seen before the fault").isEmpty();

    recovery.seen(sighting(12, 3), after(4));
    recovery.seen(sighting(13, 5), after(5));
    assertThat(recovery.seconds()).hasValue(4);
  }

  private static Sighting sighting(long offset, long number) {
    return new Sighting(PLACE, offset, "key", number, 0);
  }

  private static long after(long seconds) {
    return BEGIN + TimeUnit.SECONDS.toNanos(seconds);
  }
}
