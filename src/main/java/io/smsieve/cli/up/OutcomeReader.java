package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.Label;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the three output topics, committed records only, from where they ended when it was made;
 * tells a tally what became of this run's messages. A thread of its own.
 */
final class OutcomeReader implements AutoCloseable {

  private static final List<String> TOPICS =
      List.of(UpTopics.SPAM, UpTopics.HAM, UpTopics.DEAD_LETTER);
  private static final Duration POLL = Duration.ofMillis(500);

  private final MessageIds ids;
  private final SampleMessages samples;
  private final Tally tally;
  private final Clock clock;
  private final RecordDecoder<LabelledSms> labelled;
  private final RecordDecoder<IncomingSms> incoming;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::read, "outcome-reader");
  private volatile CommandFailedException failure;

  /** Notes where the topics end; what is written from now on will be read. */
  OutcomeReader(
      Endpoints endpoints,
      SchemaRegistry registry,
      SampleMessages samples,
      MessageIds ids,
      Tally tally,
      Clock clock) {
    this.ids = ids;
    this.samples = samples;
    this.tally = tally;
    this.clock = clock;
    this.labelled = new RecordDecoder<>(registry, LabelledSms.class);
    this.incoming = new RecordDecoder<>(registry, IncomingSms.class);
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", endpoints.bootstrapServers(),
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "client.id", "smsieve-up"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = TOPICS.stream().flatMap(this::partitions).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: without this it would look for the end after the first verdicts.
    partitions.forEach(consumer::position);
  }

  private Stream<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()));
  }

  void start() {
    thread.start();
  }

  /** What stopped it before its time. */
  Optional<CommandFailedException> failure() {
    return Optional.ofNullable(failure);
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          outcome(record).ifPresent(outcome -> tally.add(outcome, System.nanoTime()));
        }
      }
    } catch (WakeupException | InterruptException stopped) {
      // That is how close() ends it.
    } catch (KafkaException | RegistryUnavailableException failed) {
      failure =
          new CommandFailedException(
              ExitCode.UNREACHABLE,
              "cannot read the labelled messages (" + failed.getClass().getSimpleName() + ")",
              failed);
    }
  }

  private Optional<Outcome> outcome(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(UpTopics.DEAD_LETTER)) {
      return incoming.decode(record.value()) instanceof Decoded.Value<IncomingSms> message
          ? index(message.value()).map(Outcome.DeadLettered::new)
          : Optional.empty();
    }
    return labelled.decode(record.value()) instanceof Decoded.Value<LabelledSms> verdict
        ? index(verdict.value().getMessage()).map(index -> labelled(index, verdict.value()))
        : Optional.empty();
  }

  private Optional<Long> index(IncomingSms message) {
    OptionalLong index = ids.indexOf(message.getId());
    return index.isPresent() ? Optional.of(index.getAsLong()) : Optional.empty();
  }

  private Outcome labelled(long index, LabelledSms verdict) {
    return new Outcome.Labelled(
        index,
        samples.at(index),
        verdict.getLabel() == Label.SPAM,
        verdict.getSpamProbability(),
        verdict.getPredictor(),
        clock.millis() - verdict.getMessage().getReceivedAt().toEpochMilli());
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
