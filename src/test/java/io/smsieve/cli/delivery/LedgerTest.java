package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The count must notice what it is there for. */
class LedgerTest {

  private static final Topics TOPICS = new Topics("run");
  private static final int BLANK = 0;

  private final Ledger ledger = new Ledger(TOPICS, 4);

  @Test
  void shouldFindNothingWhenEveryMessageIsInItsPlaceOnce() {
    add(TOPICS.deadLetter(), 0, "a", BLANK);
    add(TOPICS.spam(), 0, "a", 1);
    add(TOPICS.ham(), 0, "a", 2);
    add(TOPICS.spam(), 0, "a", 3);

    assertFound(0, 0, 0, 0);
    assertThat(ledger.in(TOPICS.spam())).isEqualTo(2);
    assertThat(ledger.in(TOPICS.ham())).isEqualTo(1);
    assertThat(ledger.in(TOPICS.deadLetter())).isEqualTo(1);
  }

  @Test
  void shouldCountAMessageAsLostWhenItIsNowhere() {
    add(TOPICS.spam(), 0, "a", 1);

    assertFound(3, 0, 0, 0);
  }

  @Test
  void shouldCountEveryRecordBeyondTheFirstWhenAMessageIsInTwoTopics() {
    add(TOPICS.spam(), 0, "a", 1);
    add(TOPICS.ham(), 0, "a", 1);
    add(TOPICS.ham(), 0, "a", 1);

    assertFound(3, 2, 0, 0);
  }

  @Test
  void shouldCountARecordWhenItComesAfterALaterOneOfItsKeyInTheSameTopic() {
    add(TOPICS.spam(), 0, "a", 3);
    add(TOPICS.spam(), 0, "b", 2);
    add(TOPICS.spam(), 0, "a", 1);

    assertFound(1, 0, 1, 0);
  }

  @Test
  void shouldCountARecordWhenItsKeyHasMovedToAnotherPartition() {
    add(TOPICS.spam(), 0, "a", 1);
    add(TOPICS.spam(), 1, "a", 2);

    assertFound(2, 0, 1, 0);
  }

  @Test
  void shouldCountARecordWhenItIsInTheWrongTopic() {
    add(TOPICS.spam(), 0, "a", BLANK);
    add(TOPICS.deadLetter(), 0, "a", 1);

    assertFound(2, 0, 0, 2);
  }

  private void add(String topic, int partition, String key, long number) {
    ledger.add(new Sighting(new TopicPartition(topic, partition), 0, key, number, 0));
  }

  private void assertFound(long lost, long duplicated, long outOfOrder, long misplaced) {
    assertThat(ledger.lost()).as("lost").isEqualTo(lost);
    assertThat(ledger.duplicated()).as("duplicated").isEqualTo(duplicated);
    assertThat(ledger.outOfOrder()).as("out of order").isEqualTo(outOfOrder);
    assertThat(ledger.misplaced()).as("misplaced").isEqualTo(misplaced);
  }
}
