package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Resolution;
import io.smsieve.record.TrafficWindow;
import io.smsieve.stream.Discreet;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts what becomes of the messages of its partition, by the minute in which it is found out, and
 * publishes the windows that changed. The counts are in the transaction of the messages; windows
 * that may not have been published before a crash are published after it.
 */
final class TrafficProcessor implements Processor<byte[], Object, byte[], byte[]> {

  // No key of a window begins so.
  private static final String PUBLISHED = "published";
  private static final Duration EXPIRE_INTERVAL = Duration.ofMinutes(1);
  // Two clocks, or one that was set: publishing a window twice does no harm.
  private static final long MARGIN_MILLIS = 2 * Resolution.MINUTE.millis();

  private final Traffic traffic;
  private final String topic;
  private final Set<String> unpublished = new LinkedHashSet<>();

  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<String, byte[]> store;
  private TopicPartition source;
  private long minute;
  private ModelIdentity model;
  private String key;
  private TrafficCounts counts;

  TrafficProcessor(Traffic traffic, String topic) {
    this.traffic = traffic;
    this.topic = topic;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    source = new TopicPartition(topic, context.taskId().partition());
    store = context.getStateStore(FilterTopology.TRAFFIC_STORE);
    byte[] published = store.get(PUBLISHED);
    long since = published == null ? 0 : ByteBuffer.wrap(published).getLong() - MARGIN_MILLIS;
    windows(
        (window, bytes) -> {
          if (TrafficCounts.of(bytes).updatedAt() >= since) {
            unpublished.add(window);
          }
        });
    context.schedule(traffic.publishInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    context.schedule(EXPIRE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::expire);
  }

  @Override
  public void process(Record<byte[], Object> record) {
    long now = traffic.clock().millis();
    if (record.value() instanceof Judgement.Labelled labelled) {
      open(Resolution.MINUTE.start(now), labelled.model());
      counts.add(labelled.verdict(), now);
    } else {
      open(Resolution.MINUTE.start(now), model == null ? traffic.model().get() : model);
      counts.add(((Judgement.Refused) record.value()).reason(), now);
    }
    store.put(key, counts.toBytes());
    unpublished.add(key);
  }

  /** Makes the window of a minute and model the one that is counted into. */
  private void open(long start, ModelIdentity predictor) {
    if (counts != null && start == minute && predictor.equals(model)) {
      return;
    }
    minute = start;
    model = predictor;
    key = new CellKey(predictor, source.toString(), Resolution.MINUTE, start).text();
    byte[] known = store.get(key);
    counts = known == null ? new TrafficCounts() : TrafficCounts.of(known);
  }

  private void publish(long now) {
    if (unpublished.isEmpty()) {
      return;
    }
    for (String window : unpublished) {
      byte[] found = store.get(window);
      if (found != null) {
        forward(window, encoded(CellKey.parse(window), TrafficCounts.of(found)), now);
      }
    }
    unpublished.clear();
    store.put(PUBLISHED, ByteBuffer.allocate(Long.BYTES).putLong(now).array());
  }

  private byte[] encoded(CellKey window, TrafficCounts found) {
    TrafficWindow record =
        TrafficWindow.newBuilder()
            .setPredictor(Predictors.toRecord(window.predictor()))
            .setSourceTopic(source.topic())
            .setSourcePartition(source.partition())
            .setWindowStart(Instant.ofEpochMilli(window.windowStart()))
            .setWindowMillis(window.resolution().millis())
            .setSpam(found.spam())
            .setHam(found.ham())
            .setDeadLetters(found.deadLetters())
            .setScores(found.histogram())
            .setUpdatedAt(Instant.ofEpochMilli(found.updatedAt()))
            .build();
    return Discreet.call(() -> traffic.encoder().encode(record));
  }

  private void expire(long now) {
    long oldest = now - traffic.keptFor().toMillis() - Resolution.MINUTE.millis();
    List<String> old = new ArrayList<>();
    windows(
        (window, bytes) -> {
          if (CellKey.parse(window).windowStart() < oldest) {
            old.add(window);
          }
        });
    for (String window : old) {
      store.delete(window);
      unpublished.remove(window);
      forward(window, null, now);
    }
  }

  private void forward(String window, byte[] value, long now) {
    context.forward(new Record<>(window.getBytes(UTF_8), value, now, new RecordHeaders()));
  }

  private void windows(BiConsumer<String, byte[]> visitor) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(
          each -> {
            if (!each.key.equals(PUBLISHED)) {
              visitor.accept(each.key, each.value);
            }
          });
    }
  }
}
