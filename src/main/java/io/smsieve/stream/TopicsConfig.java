package io.smsieve.stream;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;

/** {@code smsieve.topics.*}: the names of the topics. */
public interface TopicsConfig {

  /** What Kafka allows in a topic's name. */
  String NAME = "[a-zA-Z0-9._-]{1,249}";

  /** Messages to be labelled. */
  @WithDefault("sms.incoming")
  @Pattern(regexp = NAME)
  String incoming();

  /** Messages labelled spam. */
  @WithDefault("sms.spam")
  @Pattern(regexp = NAME)
  String spam();

  /** Messages labelled ham. */
  @WithDefault("sms.ham")
  @Pattern(regexp = NAME)
  String ham();

  /** Messages that cannot be labelled. */
  @WithDefault("sms.dead-letter")
  @Pattern(regexp = NAME)
  String deadLetter();

  /** Labelled examples. */
  @WithDefault("sms.evaluation")
  @Pattern(regexp = NAME)
  String evaluation();

  /** Windowed accuracy. */
  @WithDefault("sms.accuracy")
  @Pattern(regexp = NAME)
  String accuracy();

  /** Windowed traffic. */
  @WithDefault("sms.traffic")
  @Pattern(regexp = NAME)
  String traffic();

  /** Alerts. */
  @WithDefault("sms.alerts")
  @Pattern(regexp = NAME)
  String alerts();
}
