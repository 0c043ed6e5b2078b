package io.smsieve.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** Looks up and creates topics. */
final class TopicAdmin {

  private static final Duration LISTED_WITHIN = Duration.ofSeconds(10);
  private static final Duration LIST_PAUSE = Duration.ofMillis(20);

  private final BrokerConnection broker;

  private TopicAdmin(BrokerConnection broker) {
    this.broker = broker;
  }

  static TopicAdmin of(BrokerConnection broker) {
    return new TopicAdmin(broker);
  }

  /** The names of all topics that we may see. */
  Set<String> names() {
    return broker.await(broker.admin().listTopics().names(), "list topics");
  }

  /** Those of some topics that exist. */
  Map<String, TopicDescription> describe(Collection<String> topics) {
    Set<String> names = names();
    List<String> existing = topics.stream().filter(names::contains).toList();
    return broker.await(broker.admin().describeTopics(existing).allTopicNames(), "describe topics");
  }

  /**
   * A topic that is needed.
   *
   * @throws CommandFailedException when it does not exist
   */
  TopicDescription require(String topic) {
    return Optional.ofNullable(describe(List.of(topic)).get(topic))
        .orElseThrow(
            () ->
                new CommandFailedException(
                    ExitCode.BAD_INPUT,
                    "expected the topic "
                        + topic
                        + " at the broker "
                        + broker.address()
                        + ", found none; create ours with `smsieve topics --create`"));
  }

  /** Creates a topic with the broker's own number of copies. */
  void create(String topic, int partitions, Map<String, String> config) {
    NewTopic created =
        new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config);
    broker.await(broker.admin().createTopics(List.of(created)).all(), "create " + topic);
    awaitListed(topic);
  }

  /** A controller answers before the brokers know the topic: who lists at once may miss it. */
  private void awaitListed(String topic) {
    long end = System.nanoTime() + LISTED_WITHIN.toNanos();
    while (!names().contains(topic) && System.nanoTime() < end) {
      LockSupport.parkNanos(LIST_PAUSE.toNanos());
    }
  }

  /** Creates the topic of a replay's markers unless it is there. */
  void ensureMarkers(String topic) {
    if (!names().contains(topic)) {
      create(topic, 1, Map.of("cleanup.policy", "compact"));
    }
  }
}
