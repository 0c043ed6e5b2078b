package io.smsieve.cli.up;

import io.smsieve.cli.TopicPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The topics of filter and evaluation, under their default names. */
final class UpTopics {

  static final String INCOMING = TopicPlan.INCOMING.defaultName();
  static final String SPAM = TopicPlan.SPAM.defaultName();
  static final String HAM = TopicPlan.HAM.defaultName();
  static final String DEAD_LETTER = TopicPlan.DEAD_LETTER.defaultName();
  static final String EVALUATION = TopicPlan.EVALUATION.defaultName();
  static final String ACCURACY = TopicPlan.ACCURACY.defaultName();
  static final String TRAFFIC = TopicPlan.TRAFFIC.defaultName();

  private static final List<TopicPlan> ALL =
      List.of(
          TopicPlan.INCOMING,
          TopicPlan.SPAM,
          TopicPlan.HAM,
          TopicPlan.DEAD_LETTER,
          TopicPlan.EVALUATION,
          TopicPlan.ACCURACY,
          TopicPlan.TRAFFIC);

  private UpTopics() {}

  /** What the launcher is told, one a topic: {@code NAME:PARTITIONS:KEY=VALUE,...}. */
  static List<String> specifications(int partitions) {
    return ALL.stream().map(topic -> specification(topic, partitions)).toList();
  }

  private static String specification(TopicPlan topic, int partitions) {
    String config =
        topic.config().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    return topic.defaultName() + ":" + topic.partitions(partitions) + ":" + config;
  }
}
