package io.smsieve.cli;

import io.smsieve.stream.TopicsConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The topics of Smsieve: what each is for and how it is created. */
public enum TopicPlan {
  INCOMING("incoming", TopicsConfig.INCOMING, Sizing.MANY, Sizing.INPUT),
  SPAM("spam", TopicsConfig.SPAM, Sizing.MANY, Sizing.OUTPUT),
  HAM("ham", TopicsConfig.HAM, Sizing.MANY, Sizing.OUTPUT),
  DEAD_LETTER("dead-letter", TopicsConfig.DEAD_LETTER, Sizing.MANY, Sizing.OUTPUT),
  EVALUATION("evaluation", TopicsConfig.EVALUATION, Sizing.MANY, Sizing.INPUT),
  ACCURACY("accuracy", TopicsConfig.ACCURACY, Sizing.ONE, Sizing.COMPACTED),
  TRAFFIC("traffic", TopicsConfig.TRAFFIC, Sizing.ONE, Sizing.COMPACTED),
  ALERTS("alerts", TopicsConfig.ALERTS, Sizing.ONE, Map.of());

  private final String role;
  private final String defaultName;
  private final boolean partitioned;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of gives none that can be changed.
  private final Map<String, String> config;

  TopicPlan(String role, String defaultName, boolean partitioned, Map<String, String> config) {
    this.role = role;
    this.defaultName = defaultName;
    this.partitioned = partitioned;
    this.config = config;
  }

  /** All, in the order in which a message meets them. */
  static List<TopicPlan> all() {
    return Arrays.asList(values());
  }

  /** What the topic is for; {@code smsieve.topics.ROLE} holds its name. */
  String role() {
    return role;
  }

  /** The topic's name where no setting says otherwise. */
  public String defaultName() {
    return defaultName;
  }

  /** The topic's name by the settings. */
  String name(Settings settings) {
    return settings.get("smsieve.topics." + role, defaultName);
  }

  /**
   * How many partitions it is created with.
   *
   * @param partitions of a topic that many write to and read from
   */
  public int partitions(int partitions) {
    return partitioned ? partitions : 1;
  }

  /** What it is created with beside the broker's defaults. */
  public Map<String, String> config() {
    return config;
  }

  /** Sizes of records and numbers of partitions. */
  private static final class Sizing {
    private static final boolean MANY = true;
    private static final boolean ONE = false;
    private static final String BYTES = "max.message.bytes";

    /** Kafka's own default. */
    private static final Map<String, String> INPUT = Map.of(BYTES, "1048588");

    /** A message at the input's limit, with the verdict or the headers that are added to it. */
    private static final Map<String, String> OUTPUT = Map.of(BYTES, "2097152");

    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    private Sizing() {}
  }
}
