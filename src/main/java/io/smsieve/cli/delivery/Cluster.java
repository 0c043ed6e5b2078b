package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.TopicPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What the broker's administration tells and does. */
final class Cluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Admin admin;

  Cluster(Map<String, Object> client) {
    Map<String, Object> patient = new HashMap<>(client);
    // A broker that is killed on purpose is away for some seconds.
    patient.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    this.admin = Admin.create(patient);
  }

  /** Creates the topics of a run as {@code smsieve topics --create} would. */
  void create(Topics topics, int partitions) {
    List<NewTopic> created =
        Topics.plans().stream().map(plan -> topic(topics, plan, partitions)).toList();
    await(admin.createTopics(created).all(), "create the topics");
  }

  private static NewTopic topic(Topics topics, TopicPlan plan, int partitions) {
    int wanted = plan.partitions(partitions);
    return new NewTopic(topics.name(plan), Optional.of(wanted), Optional.empty())
        .configs(plan.config());
  }

  /** Deletes them, and those that the evaluation made for itself. */
  void delete(Topics topics) {
    List<String> ours =
        await(admin.listTopics().names(), "list the topics").stream()
            .filter(topics::isOurs)
            .toList();
    await(admin.deleteTopics(ours).all(), "delete the topics");
  }

  /** Where partitions end, with what is not committed. */
  Map<TopicPartition, Long> ends(List<TopicPartition> places) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    places.forEach(place -> asked.put(place, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(admin.listOffsets(asked).all(), "ask for the ends of the topics")
        .forEach((place, end) -> ends.put(place, end.offset()));
    return ends;
  }

  /**
   * The transactions of an application that have written something and have not ended.
   *
   * @param applicationId begins their names
   */
  Set<Transaction> openTransactions(String applicationId) {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    List<String> ids =
        await(admin.listTransactions(open).all(), "list transactions").stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> id.startsWith(applicationId + "-"))
            .toList();
    Set<Transaction> found = new HashSet<>();
    await(admin.describeTransactions(ids).all(), "describe transactions")
        .forEach(
            (id, transaction) -> {
              if (transaction.state() == TransactionState.ONGOING
                  && !transaction.topicPartitions().isEmpty()) {
                found.add(new Transaction(id, transaction.transactionStartTimeMs().orElseThrow()));
              }
            });
    return found;
  }

  /** How many consumers a group has; none before its first one came. */
  int members(String group) {
    try {
      return await(admin.describeConsumerGroups(List.of(group)).all(), "describe the group")
          .get(group)
          .members()
          .size();
    } catch (CommandFailedException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw failed;
    }
  }

  private static <T> T await(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed(what, interrupted);
    } catch (ExecutionException refused) {
      throw failed(what, refused.getCause());
    } catch (TimeoutException slow) {
      throw failed(what, slow);
    }
  }

  private static CommandFailedException failed(String what, Throwable cause) {
    return new CommandFailedException(
        ExitCode.UNREACHABLE,
        "could not " + what + " at the broker: " + cause.getClass().getSimpleName(),
        cause);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }

  /**
   * A transaction.
   *
   * @param id the transactional id of who writes it
   * @param startMillis since 1970, by the broker's clock
   */
  record Transaction(String id, long startMillis) {}
}
