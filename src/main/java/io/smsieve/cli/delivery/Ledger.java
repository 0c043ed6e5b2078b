package io.smsieve.cli.delivery;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Counts what became of each message of a run. */
final class Ledger {

  private final Topics topics;
  private final byte[] seen;
  private final Map<TopicKey, Last> last = new HashMap<>();
  private final Map<String, Long> byTopic = new HashMap<>();
  private long duplicated;
  private long outOfOrder;
  private long misplaced;

  /**
   * An empty ledger.
   *
   * @param messages how many were produced, numbered from 0
   */
  Ledger(Topics topics, int messages) {
    this.topics = topics;
    this.seen = new byte[messages];
  }

  /** Takes a record; those of a partition in the order of their offsets. */
  void add(Sighting sighting) {
    int number = Math.toIntExact(sighting.number());
    String topic = sighting.place().topic();
    byTopic.merge(topic, 1L, Long::sum);
    if (seen[number] > 0) {
      duplicated++;
    } else {
      seen[number] = 1;
    }
    if (Traffic.isBlank(number) != topic.equals(topics.deadLetter())) {
      misplaced++;
    }
    Last here = new Last(sighting.place(), number);
    Last before = last.put(new TopicKey(topic, sighting.key()), here);
    if (before != null && (before.number > number || !before.place.equals(here.place))) {
      outOfOrder++;
    }
  }

  /** Messages that are nowhere. */
  long lost() {
    long lost = 0;
    for (byte times : seen) {
      lost += times == 0 ? 1 : 0;
    }
    return lost;
  }

  /** Records beyond the first of a message. */
  long duplicated() {
    return duplicated;
  }

  /** Records that come after a later one of their key in the same topic. */
  long outOfOrder() {
    return outOfOrder;
  }

  /** Dead letters that should have been labelled, and labelled ones that have no text. */
  long misplaced() {
    return misplaced;
  }

  /** Records in one topic. */
  long in(String topic) {
    return byTopic.getOrDefault(topic, 0L);
  }

  private record TopicKey(String topic, String key) {}

  private record Last(TopicPartition place, long number) {}
}
