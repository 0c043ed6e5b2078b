package io.smsieve.stream.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts dead letters back to the topics that they came from, each once.
 *
 * <p>A letter and a marker of it are written in one transaction: there are both or neither. The
 * markers lie in a compacted topic, as a selection is no position that a consumer group's offset
 * could keep, and the letters themselves cannot be changed. All replays of one topic share a
 * transactional id, so a second one ends an unfinished first before it reads the markers.
 */
public final class DeadLetterReplay implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final String markerTopic;
  private final Uuid topicId;
  private final Set<ReplayMarker> replayed = new HashSet<>();

  private DeadLetterReplay(
      KafkaProducer<byte[], byte[]> producer, String markerTopic, Uuid topicId) {
    this.producer = producer;
    this.markerTopic = markerTopic;
    this.topicId = topicId;
  }

  /** The topic of the markers that belongs to a dead-letter topic. */
  public static String markerTopic(String deadLetterTopic) {
    return deadLetterTopic + ".replayed";
  }

  /**
   * Takes over from any other replay of the topic and reads what was replayed before.
   *
   * @param properties for Kafka's clients
   * @param topic the dead-letter topic; its marker topic exists
   * @param topicId of the dead-letter topic
   */
  public static DeadLetterReplay begin(Map<String, Object> properties, String topic, Uuid topicId) {
    Map<String, Object> config = new HashMap<>(properties);
    config.put("transactional.id", "smsieve-replay-" + topic);
    config.put("enable.idempotence", "true");
    config.put("acks", "all");
    // A letter was accepted once; the topic decides what is too large.
    config.put("max.request.size", Integer.MAX_VALUE);
    config.put("max.block.ms", 15_000);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    DeadLetterReplay replay = new DeadLetterReplay(producer, markerTopic(topic), topicId);
    try {
      producer.initTransactions();
      replay.readMarkers(properties);
      return replay;
    } catch (RuntimeException failed) {
      replay.close();
      throw failed;
    }
  }

  private void readMarkers(Map<String, Object> properties) {
    replayed.addAll(readMarkers(properties, markerTopic));
  }

  /** What was replayed by now; for a look without taking over. */
  public static Set<ReplayMarker> readMarkers(Map<String, Object> properties, String markerTopic) {
    Set<ReplayMarker> markers = new HashSet<>();
    TopicScan.read(
        properties,
        markerTopic,
        record -> {
          markers.add(ReplayMarker.of(record.key()));
          return true;
        });
    return markers;
  }

  /** Whether a letter was put back before. */
  public boolean isReplayed(DeadLetters.Entry entry) {
    return replayed.contains(marker(entry));
  }

  private ReplayMarker marker(DeadLetters.Entry entry) {
    return new ReplayMarker(topicId, entry.record().partition(), entry.record().offset());
  }

  /**
   * Puts letters of ours back, all or none of them.
   *
   * @param entries not replayed before
   * @throws KafkaException when none was put back, as the broker failed or another replay has taken
   *     over
   */
  @SuppressWarnings("FutureReturnValueIgnored") // What a send fails of, the commit throws.
  public void replay(List<DeadLetters.Entry> entries) {
    producer.beginTransaction();
    try {
      for (DeadLetters.Entry entry : entries) {
        producer.send(original(entry));
        byte[] now = Instant.now().toString().getBytes(UTF_8);
        producer.send(new ProducerRecord<>(markerTopic, marker(entry).key(), now));
      }
      producer.commitTransaction();
    } catch (RuntimeException failed) {
      abort(failed);
      throw failed;
    }
    entries.forEach(entry -> replayed.add(marker(entry)));
  }

  private void abort(RuntimeException failed) {
    try {
      producer.abortTransaction();
    } catch (KafkaException fenced) {
      // Another replay has taken over, and ended the transaction by that.
      failed.addSuppressed(fenced);
    }
  }

  private ProducerRecord<byte[], byte[]> original(DeadLetters.Entry entry) {
    DeadLetter letter = entry.letter().orElseThrow();
    Headers headers = DeadLetterHeaders.forReplay(entry.record().headers());
    // The partition as before, so that the order per key holds whoever chose it. The time is now:
    // with its old one the topic's retention could take the record before anybody has read it.
    return new ProducerRecord<>(
        letter.topic(), letter.partition(), entry.record().key(), entry.record().value(), headers);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
