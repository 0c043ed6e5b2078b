package io.smsieve.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the output topics from their beginning, committed records only. One thread only. */
final class OutputReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Topics topics;
  private final Traffic traffic;
  private final RecordDecoder<LabelledSms> labelled;
  private final RecordDecoder<IncomingSms> incoming;
  private final KafkaConsumer<byte[], byte[]> consumer;

  OutputReader(
      Map<String, Object> client, SchemaRegistry registry, Topics topics, Traffic traffic) {
    this.topics = topics;
    this.traffic = traffic;
    this.labelled = new RecordDecoder<>(registry, LabelledSms.class);
    this.incoming = new RecordDecoder<>(registry, IncomingSms.class);
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(places(topics, traffic.partitions()));
    consumer.seekToBeginning(consumer.assignment());
  }

  /** The partitions of the output topics. */
  static List<TopicPartition> places(Topics topics, int partitions) {
    return topics.outputs().stream()
        .flatMap(
            topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)))
        .toList();
  }

  /** What has come since the last call, perhaps nothing. */
  List<Sighting> poll() {
    List<Sighting> sightings = new ArrayList<>();
    consumer.poll(Duration.ofMillis(200)).forEach(record -> sightings.add(sighting(record)));
    return sightings;
  }

  /**
   * Reads up to some offsets.
   *
   * @param ends behind open transactions too, which this reader would not get from Kafka
   * @throws CommandFailedException when an end is not reached: a transaction stays open
   */
  void readTo(Map<TopicPartition, Long> ends, Consumer<Sighting> sink) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      List<Sighting> some = poll();
      some.forEach(sink);
      if (!some.isEmpty()) {
        limit = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > limit) {
        throw failed("could not read the outputs to their ends: a transaction stays open");
      }
    }
  }

  private Sighting sighting(ConsumerRecord<byte[], byte[]> record) {
    IncomingSms message =
        record.topic().equals(topics.deadLetter())
            ? value(incoming.decode(record.value()))
            : value(labelled.decode(record.value())).getMessage();
    long number =
        traffic
            .number(message.getId())
            .orElseThrow(() -> failed("found a message that is not of this run in the outputs"));
    return new Sighting(
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        new String(record.key(), UTF_8),
        number,
        message.getReceivedAt().toEpochMilli());
  }

  private static <T> T value(Decoded<T> decoded) {
    if (decoded instanceof Decoded.Value<T> value) {
      return value.value();
    }
    throw failed("found a record in the outputs that cannot be decoded");
  }

  private static CommandFailedException failed(String message) {
    return new CommandFailedException(ExitCode.CHECK_FAILED, message);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
