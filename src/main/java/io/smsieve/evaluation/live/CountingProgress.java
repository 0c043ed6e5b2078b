package io.smsieve.evaluation.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker how far the evaluation is. Follows what was written up to an instant through the
 * two topics that it passes, to when it must be published; then begins with a new instant.
 */
public final class CountingProgress implements ViewFeed.Progress, AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Map<String, Object> client;
  private final String group;
  private final String topic;
  private final Duration publishInterval;
  private final Clock clock;
  private Admin admin;
  private Stage stage = Stage.BEGIN;
  private Instant begun = Instant.EPOCH;
  private Instant passed = Instant.EPOCH;
  private Map<TopicPartition, Long> targets = Map.of();

  private enum Stage {
    BEGIN,
    EXAMPLES,
    CHANGES,
    PUBLICATION
  }

  /**
   * Progress of a consumer group.
   *
   * @param client properties of Kafka's clients
   * @param group the evaluation's application id
   * @param topic of the examples
   * @param publishInterval how long a change waits for its publication at most
   */
  public CountingProgress(
      Map<String, Object> client,
      String group,
      String topic,
      Duration publishInterval,
      Clock clock) {
    this.client = Map.copyOf(client);
    this.group = group;
    this.topic = topic;
    this.publishInterval = publishInterval;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> countedUpTo() {
    try {
      return step();
    } catch (ExecutionException | TimeoutException notNow) {
      stage = Stage.BEGIN;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private Optional<Instant> step()
      throws ExecutionException, InterruptedException, TimeoutException {
    if (admin == null) {
      admin = Admin.create(client);
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    if (stage == Stage.BEGIN) {
      begun = clock.instant();
      targets = ends(partitionsOf(topic));
      stage = Stage.EXAMPLES;
    }
    if (stage == Stage.EXAMPLES && reached(committed)) {
      Set<TopicPartition> changes =
          committed.keySet().stream()
              .filter(p -> !p.topic().equals(topic))
              .collect(Collectors.toUnmodifiableSet());
      targets = ends(changes);
      stage = Stage.CHANGES;
    }
    if (stage == Stage.CHANGES && reached(committed)) {
      passed = clock.instant();
      stage = Stage.PUBLICATION;
    }
    // What was counted last is published within the interval, and seen with the commit after it.
    Instant published = passed.plus(publishInterval.multipliedBy(2));
    if (stage == Stage.PUBLICATION && !clock.instant().isBefore(published)) {
      stage = Stage.BEGIN;
      return Optional.of(begun);
    }
    return Optional.empty();
  }

  private boolean reached(Map<TopicPartition, OffsetAndMetadata> committed) {
    return targets.entrySet().stream()
        .allMatch(
            target -> {
              OffsetAndMetadata offset = committed.get(target.getKey());
              return target.getValue() == 0
                  || (offset != null && offset.offset() >= target.getValue());
            });
  }

  private Set<TopicPartition> partitionsOf(String name)
      throws ExecutionException, InterruptedException, TimeoutException {
    TopicDescription described = get(admin.describeTopics(Set.of(name)).allTopicNames()).get(name);
    return described.partitions().stream()
        .map(p -> new TopicPartition(name, p.partition()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> found = get(admin.listOffsets(wanted).all());
    found.forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static <T> T get(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
