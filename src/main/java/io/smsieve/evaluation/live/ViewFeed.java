package io.smsieve.evaluation.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.StoredCell;
import io.smsieve.record.WindowedAccuracy;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Keeps the windows in memory as their topic has them: reads it from its beginning, committed
 * records only, and goes on with it. Works on a thread of its own; after a failure it begins again
 * a little later.
 */
public final class ViewFeed implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ViewFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Map<String, Object> client;
  private final String topic;
  private final RecordDecoder<WindowedAccuracy> decoder;
  private final Windows windows;
  private final Progress progress;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile Instant asOf;
  private String lastFailure = "";

  /**
   * A feed that has not begun.
   *
   * @param client properties of Kafka's clients
   * @param topic of the windows
   * @param progress tells how far the counting is
   */
  public ViewFeed(
      Map<String, Object> client,
      String topic,
      RecordDecoder<WindowedAccuracy> decoder,
      Windows windows,
      Progress progress) {
    this.client = Map.copyOf(client);
    this.topic = topic;
    this.decoder = decoder;
    this.windows = windows;
    this.progress = progress;
    this.thread = new Thread(this::live, "smsieve-accuracy-view");
    thread.setDaemon(true);
  }

  /** Tells how far the counting is. */
  @FunctionalInterface
  public interface Progress {
    /** Everything that was written before this instant is counted and published; asked often. */
    Optional<Instant> countedUpTo();
  }

  /** Begins; returns at once. */
  public void start() {
    thread.start();
  }

  /** Everything that was written to the evaluation topic before then is in the windows. */
  public Optional<Instant> asOf() {
    return Optional.ofNullable(asOf);
  }

  private void live() {
    try {
      do {
        try {
          follow();
        } catch (WakeupException stopped) {
          return;
        } catch (RuntimeException failed) {
          asOf = null;
          sayOnce(failed);
        }
      } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayOnce(RuntimeException failed) {
    String kind = failed.getClass().getSimpleName();
    if (!kind.equals(lastFailure)) {
      LOG.warnf("the view of %s begins again every %s: %s", topic, PAUSE, kind);
      lastFailure = kind;
    }
  }

  private void follow() throws InterruptedException {
    Map<String, Object> config = new HashMap<>(client);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    // Asking for a topic must not make one, without compaction, on a broker that would.
    config.put("allow.auto.create.topics", "false");
    try (KafkaConsumer<byte[], byte[]> open =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer = open;
      List<TopicPartition> partitions = partitions(open);
      if (partitions.isEmpty()) {
        return;
      }
      open.assign(partitions);
      open.seekToBeginning(partitions);
      read(open, partitions);
    } finally {
      consumer = null;
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> open) {
    List<PartitionInfo> found = open.partitionsFor(topic);
    return found == null
        ? List.of()
        : found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  private void read(KafkaConsumer<byte[], byte[]> open, List<TopicPartition> partitions) {
    long lastLook = System.nanoTime() - LOOK_NANOS;
    while (stop.getCount() > 0) {
      open.poll(POLL).forEach(this::take);
      long now = System.nanoTime();
      if (now - lastLook >= LOOK_NANOS) {
        lastLook = now;
        look(open, partitions);
      }
    }
  }

  /** Notes how far the windows are: all was counted, and all that was published then is read. */
  private void look(KafkaConsumer<byte[], byte[]> open, List<TopicPartition> partitions) {
    Optional<Instant> counted = progress.countedUpTo();
    if (counted.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = open.endOffsets(partitions);
    while (stop.getCount() > 0
        && ends.entrySet().stream().anyMatch(e -> open.position(e.getKey()) < e.getValue())) {
      open.poll(POLL).forEach(this::take);
    }
    asOf = counted.get();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    CellKey key;
    try {
      key = CellKey.parse(new String(record.key(), UTF_8));
    } catch (IllegalArgumentException | NullPointerException notOurs) {
      return;
    }
    if (record.value() == null) {
      windows.put(key, null);
    } else if (decoder.decode(record.value()) instanceof Decoded.Value<WindowedAccuracy> decoded) {
      windows.put(key, StoredCell.of(decoded.value()));
    }
  }

  @Override
  public void close() {
    stop.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
