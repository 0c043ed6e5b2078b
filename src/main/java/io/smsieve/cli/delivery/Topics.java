package io.smsieve.cli.delivery;

import io.smsieve.cli.TopicPlan;
import java.util.List;

/**
 * The topics of a run, which nobody else uses.
 *
 * @param run begins their names
 */
record Topics(String run) {

  String incoming() {
    return name(TopicPlan.INCOMING);
  }

  String spam() {
    return name(TopicPlan.SPAM);
  }

  String ham() {
    return name(TopicPlan.HAM);
  }

  String deadLetter() {
    return name(TopicPlan.DEAD_LETTER);
  }

  String evaluation() {
    return name(TopicPlan.EVALUATION);
  }

  String accuracy() {
    return name(TopicPlan.ACCURACY);
  }

  /** Of the evaluation; the filter's is the name of the run, which no other's may begin with. */
  String evaluationId() {
    return "evaluation-of-" + run;
  }

  /** Whether a topic was made for this run: by the proof, or by the evaluation for itself. */
  boolean isOurs(String topic) {
    return topic.startsWith(run + ".") || topic.startsWith(evaluationId() + "-");
  }

  /** Where a message can come out. */
  List<String> outputs() {
    return List.of(spam(), ham(), deadLetter());
  }

  static List<TopicPlan> plans() {
    return List.of(
        TopicPlan.INCOMING,
        TopicPlan.SPAM,
        TopicPlan.HAM,
        TopicPlan.DEAD_LETTER,
        TopicPlan.EVALUATION,
        TopicPlan.ACCURACY);
  }

  String name(TopicPlan plan) {
    return run + "." + plan.defaultName();
  }
}
