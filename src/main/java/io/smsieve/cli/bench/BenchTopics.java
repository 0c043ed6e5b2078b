package io.smsieve.cli.bench;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * The topics of one drain; no other has them.
 *
 * @param run prefix of all names, and the application id
 */
record BenchTopics(Admin admin, String run, int partitions) {

  String incoming() {
    return run + "-in";
  }

  String spam() {
    return run + "-spam";
  }

  String ham() {
    return run + "-ham";
  }

  String deadLetter() {
    return run + "-dead";
  }

  List<String> outputs() {
    return List.of(spam(), ham(), deadLetter());
  }

  void create() {
    List<NewTopic> topics = new ArrayList<>();
    Optional<Integer> parts = Optional.of(partitions);
    topics.add(new NewTopic(incoming(), parts, Optional.empty()));
    outputs().forEach(name -> topics.add(new NewTopic(name, parts, Optional.empty())));
    Broker.await(admin.createTopics(topics).all());
    awaitLeaders();
  }

  /** Leaves nothing on a broker that others use. */
  void delete() {
    List<String> names = new ArrayList<>(outputs());
    names.add(incoming());
    Broker.await(admin.deleteTopics(names).all());
    // Kafka Streams may have left no group, which is no reason to fail.
    admin.deleteConsumerGroups(List.of(run));
  }

  /** A created topic is not yet one that can be written. */
  private void awaitLeaders() {
    List<String> names = new ArrayList<>(outputs());
    names.add(incoming());
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!led(names)) {
      if (System.nanoTime() > limit) {
        throw new CommandFailedException(
            ExitCode.UNREACHABLE, "the topics " + names + " have no leaders after 30 s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean led(List<String> names) {
    Map<String, KafkaFuture<TopicDescription>> found =
        admin.describeTopics(names).topicNameValues();
    try {
      for (KafkaFuture<TopicDescription> topic : found.values()) {
        List<TopicPartitionInfo> all = topic.get().partitions();
        if (all.size() < partitions || all.stream().anyMatch(each -> each.leader() == null)) {
          return false;
        }
      }
      return true;
    } catch (ExecutionException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(ExitCode.GAVE_UP, "interrupted", e);
    }
  }

  /** Whether the input, and all that the topology has sent to itself, is worked off. */
  boolean allCommitted() {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Broker.await(admin.listConsumerGroupOffsets(run).partitionsToOffsetAndMetadata());
    Set<TopicPartition> read = new HashSet<>(offsets.keySet());
    for (int partition = 0; partition < partitions; partition++) {
      read.add(new TopicPartition(incoming(), partition));
    }
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    read.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    return Broker.await(admin.listOffsets(asked, committed).all()).entrySet().stream()
        .allMatch(
            end ->
                end.getValue().offset() == 0
                    || (offsets.get(end.getKey()) != null
                        && offsets.get(end.getKey()).offset() >= end.getValue().offset()));
  }

  /** Records of the input whose outcome is committed. */
  long committed() {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Broker.await(admin.listConsumerGroupOffsets(run).partitionsToOffsetAndMetadata());
    return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }
}
