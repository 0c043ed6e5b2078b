package io.smsieve.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/** Whether a role's topics are there, and whether what it writes will fit into them. */
public final class TopicCheck {

  /** Room for our headers and for what a labelled record says beside the message, in bytes. */
  public static final int HEADROOM_BYTES = 16_384;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Properties settings;
  private final String input;
  private final List<String> outputs;
  private final List<String> others;

  /**
   * A check.
   *
   * @param settings those of the role's Kafka Streams
   */
  public TopicCheck(Properties settings, String input, List<String> outputs) {
    this(settings, input, outputs, List.of());
  }

  /**
   * A check.
   *
   * @param settings those of the role's Kafka Streams
   * @param outputs topics that a record of the input has to fit into
   * @param others topics that have to be there
   */
  public TopicCheck(Properties settings, String input, List<String> outputs, List<String> others) {
    this.settings = settings;
    this.input = input;
    this.outputs = List.copyOf(outputs);
    this.others = List.copyOf(others);
  }

  /**
   * Asks the broker.
   *
   * @return what the outputs accept
   * @throws NotReadyException if the broker is away, a topic is missing or too narrow
   */
  public OutputLimits run() throws InterruptedException {
    List<String> topics = new ArrayList<>(outputs);
    topics.add(input);
    topics.addAll(others);
    Properties client = new Properties();
    client.putAll(new StreamsConfig(settings).getAdminConfigs("smsieve-topics"));
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis() / 2);
    Map<String, Config> configs = new LinkedHashMap<>();
    try (Admin admin = Admin.create(client)) {
      for (String topic : topics) {
        exists(topic, admin.describeTopics(List.of(topic)).allTopicNames());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        configs.put(
            topic, exists(topic, admin.describeConfigs(List.of(resource)).all()).get(resource));
      }
    }
    return limits(configs);
  }

  private <T> T exists(String topic, KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof UnknownTopicOrPartitionException) {
        throw new NotReadyException(
            "expected the topic "
                + topic
                + ", found none of that name: create it (`smsieve topics --create`), or name"
                + " another in smsieve.topics.*",
            cause);
      }
      if (cause instanceof TopicAuthorizationException) {
        throw new NotReadyException(
            "the broker does not let us see the topic "
                + topic
                + ": grant DescribeConfigs and "
                + (topic.equals(input) ? "Read" : "Write")
                + " on it",
            cause);
      }
      throw new NotReadyException(
          "asked the broker at "
              + settings.get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)
              + " for the topic "
              + topic
              + ", it did not answer as it should ("
              + cause.getClass().getSimpleName()
              + "): look whether it runs, and at smsieve.kafka.*",
          cause);
    }
  }

  private OutputLimits limits(Map<String, Config> configs) {
    long in = number(configs, input, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    long needed = in + HEADROOM_BYTES;
    OutputLimits limits = OutputLimits.NONE;
    for (String output : outputs) {
      long out = number(configs, output, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      if (out < needed) {
        throw new NotReadyException(
            "expected max.message.bytes of "
                + output
                + " to be at least "
                + needed
                + " ("
                + input
                + " has "
                + in
                + ", and a record grows by our headers), found "
                + out
                + ": raise it, or lower that of "
                + input);
      }
      limits =
          new OutputLimits(
              Math.min(limits.recordBytes(), out),
              Math.min(
                  limits.millisBefore(),
                  number(configs, output, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)),
              Math.min(
                  limits.millisAfter(),
                  number(configs, output, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)));
    }
    checkRequestSize(needed);
    return limits;
  }

  private void checkRequestSize(long needed) {
    String key = StreamsConfig.PRODUCER_PREFIX + "max.request.size";
    long size = Long.parseLong(String.valueOf(settings.get(key)));
    if (size < needed) {
      throw new NotReadyException(
          "expected " + key + " to be at least " + needed + ", found " + size + ": raise it");
    }
  }

  private static long number(Map<String, Config> configs, String topic, String key) {
    return Long.parseLong(configs.get(topic).get(key).value());
  }
}
