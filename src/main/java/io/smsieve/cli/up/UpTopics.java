package io.smsieve.cli.up;

import java.util.List;

/** The topics of the filter, under their default names. */
final class UpTopics {

  static final String INCOMING = "sms.incoming";
  static final String SPAM = "sms.spam";
  static final String HAM = "sms.ham";
  static final String DEAD_LETTER = "sms.dead-letter";

  private static final List<String> ALL = List.of(INCOMING, SPAM, HAM, DEAD_LETTER);

  private UpTopics() {}

  /** What the launcher is told, one a topic. */
  static List<String> specifications(int partitions) {
    return ALL.stream().map(topic -> topic + ":" + partitions).toList();
  }
}
