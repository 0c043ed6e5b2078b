package io.smsieve.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.stream.deadletter.DeadLetter;
import io.smsieve.stream.deadletter.DeadLetterReplay;
import io.smsieve.stream.deadletter.DeadLetters;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve dead-letters replay}. */
@Command(
    name = "replay",
    description = {
      "Put dead letters back to the topic that they came from, each once:",
      "key, value and headers as they were, and smsieve.attempt with the number of the attempt."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersReplayCommand implements Callable<Integer> {

  private static final int LETTERS_A_TRANSACTION = 200;

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private DeadLetterSelection selection;

  @Option(names = "--all", description = "All of them, when nothing else chooses.")
  private boolean all;

  @Option(names = "--limit", description = "At most so many.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--dry-run", description = "Only say how many it would be.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final List<DeadLetters.Entry> batch = new ArrayList<>();
  private long replayed;
  private long before;
  private TopicAdmin topics;
  private final Map<String, Integer> partitions = new HashMap<>();

  @Override
  public Integer call() throws Exception {
    if (!selection.isGiven() && !all) {
      throw new ParameterException(
          spec.commandLine(), "expected a selection (--reason, --topic, ...) or --all");
    }
    String topic = TopicPlan.DEAD_LETTER.name(connection.settings());
    Map<String, Object> properties = connection.clientProperties();
    try (BrokerConnection broker = connection.broker()) {
      TopicDescription description = TopicAdmin.of(broker).require(topic);
      topics = TopicAdmin.of(broker);
      topics.ensureMarkers(DeadLetterReplay.markerTopic(topic));
      try (DeadLetterReplay replay =
          DeadLetterReplay.begin(properties, topic, description.topicId())) {
        DeadLetters.read(properties, topic, entry -> take(replay, entry));
        flush(replay);
      } catch (KafkaException failed) {
        throw new CommandFailedException(
            ExitCode.UNREACHABLE,
            replayed
                + " dead letters were put back, then the broker at "
                + broker.address()
                + " failed ("
                + failed.getClass().getSimpleName()
                + "); run the same again, what was put back is left out",
            failed);
      }
    }
    report(topic);
    return ExitCode.OK;
  }

  private boolean take(DeadLetterReplay replay, DeadLetters.Entry entry) {
    if (!selection.takes(entry)) {
      return true;
    }
    if (replay.isReplayed(entry)) {
      before++;
      return true;
    }
    if (replayed + batch.size() >= limit) {
      return false;
    }
    requireOrigin(entry.letter().orElseThrow());
    batch.add(entry);
    if (batch.size() == LETTERS_A_TRANSACTION) {
      flush(replay);
    }
    return true;
  }

  /** The producer would wait for a topic that is gone until it gives up. */
  private void requireOrigin(DeadLetter letter) {
    int found =
        partitions.computeIfAbsent(
            letter.topic(), topic -> topics.require(topic).partitions().size());
    if (letter.partition() >= found) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected partition "
              + letter.partition()
              + " of "
              + letter.topic()
              + ", where a dead letter came from, found "
              + found
              + " partitions; "
              + replayed
              + " dead letters were put back before");
    }
  }

  private void flush(DeadLetterReplay replay) {
    if (!dryRun && !batch.isEmpty()) {
      replay.replay(batch);
    }
    replayed += batch.size();
    batch.clear();
  }

  private void report(String topic) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> result =
          Map.of("replayed", replayed, "replayedBefore", before, "dryRun", dryRun);
      out.println(new ObjectMapper().writeValueAsString(result));
    } else {
      out.printf(
          "%d dead letters of %s %s, %d were put back before%n",
          replayed, topic, dryRun ? "would be put back" : "put back", before);
    }
    out.flush();
  }
}
