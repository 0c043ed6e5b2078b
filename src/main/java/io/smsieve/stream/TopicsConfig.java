package io.smsieve.stream;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

/** {@code smsieve.topics.*}: the names of the topics. */
public interface TopicsConfig {

  /** What Kafka allows in a topic's name. */
  String NAME = "[a-zA-Z0-9._-]{1,249}";

  /** Default of {@link #incoming}. */
  String INCOMING = "sms.incoming";

  /** Default of {@link #spam}. */
  String SPAM = "sms.spam";

  /** Default of {@link #ham}. */
  String HAM = "sms.ham";

  /** Default of {@link #deadLetter}. */
  String DEAD_LETTER = "sms.dead-letter";

  /** Default of {@link #evaluation}. */
  String EVALUATION = "sms.evaluation";

  /** Default of {@link #accuracy}. */
  String ACCURACY = "sms.accuracy";

  /** Default of {@link #traffic}. */
  String TRAFFIC = "sms.traffic";

  /** Default of {@link #alerts}. */
  String ALERTS = "sms.alerts";

  /** Default of {@link #partitions}. */
  String PARTITIONS = "4";

  /** Partitions of the topics that {@code smsieve topics --create} creates. */
  @WithDefault(PARTITIONS)
  @Min(1)
  int partitions();

  /** Messages to be labelled. */
  @WithDefault(INCOMING)
  @Pattern(regexp = NAME)
  String incoming();

  /** Messages labelled spam. */
  @WithDefault(SPAM)
  @Pattern(regexp = NAME)
  String spam();

  /** Messages labelled ham. */
  @WithDefault(HAM)
  @Pattern(regexp = NAME)
  String ham();

  /** Messages that cannot be labelled. */
  @WithDefault(DEAD_LETTER)
  @Pattern(regexp = NAME)
  String deadLetter();

  /** Labelled examples. */
  @WithDefault(EVALUATION)
  @Pattern(regexp = NAME)
  String evaluation();

  /** Windowed accuracy. */
  @WithDefault(ACCURACY)
  @Pattern(regexp = NAME)
  String accuracy();

  /** Windowed traffic. */
  @WithDefault(TRAFFIC)
  @Pattern(regexp = NAME)
  String traffic();

  /** Alerts. */
  @WithDefault(ALERTS)
  @Pattern(regexp = NAME)
  String alerts();
}
