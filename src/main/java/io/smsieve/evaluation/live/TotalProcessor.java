package io.smsieve.evaluation.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.evaluation.Cell;
import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Change;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.StoredCell;
import io.smsieve.stream.Discreet;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Owns the totals: adds changes up and publishes the windows that changed. There is one of it, as
 * the changes come through a topic of one partition.
 */
final class TotalProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Duration EXPIRE_INTERVAL = Duration.ofMinutes(1);

  private final EvaluationParts parts;
  private final Set<CellKey> unpublished = new LinkedHashSet<>();

  private ProcessorContext<byte[], byte[]> context;
  private TotalStore totals;

  TotalProcessor(EvaluationParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    totals =
        new TotalStore(context.getStateStore(EvaluationTopology.TOTALS), parts.maxSliceValues());
    // What changed before a crash may not have been published since.
    totals.changedSincePublished(unpublished::add);
    context.schedule(parts.publishInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    context.schedule(EXPIRE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::expire);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long now = context.currentSystemTimeMs();
    for (Change change : Change.of(record.value())) {
      change.forEachCell((key, threshold, edit) -> apply(key, threshold, edit, now));
    }
  }

  private void apply(CellKey key, double threshold, UnaryOperator<Cell> edit, long now) {
    if (key.windowStart() < oldestStart(key.resolution(), now)) {
      // Gone, and so is whatever was counted there.
      return;
    }
    CellKey placed = totals.place(key);
    Cell before = totals.get(placed).map(StoredCell::cell).orElse(Cell.EMPTY);
    totals.put(placed, new StoredCell(threshold, edit.apply(before), now));
    unpublished.add(placed);
  }

  private long oldestStart(Resolution resolution, long now) {
    Duration kept = resolution == Resolution.MINUTE ? parts.minutesFor() : parts.hoursFor();
    return Math.max(0, now - kept.toMillis() - resolution.millis());
  }

  private void publish(long now) {
    if (unpublished.isEmpty()) {
      return;
    }
    for (CellKey key : unpublished) {
      Optional<StoredCell> cell = totals.get(key);
      boolean gone = cell.isEmpty() || cell.get().cell().isEmpty();
      if (gone) {
        totals.delete(key);
      }
      forward(key, gone ? null : encoded(key, cell.get()), now);
    }
    unpublished.clear();
    totals.published(now);
  }

  private byte[] encoded(CellKey key, StoredCell cell) {
    return Discreet.call(() -> parts.encoder().encode(cell.toRecord(key)));
  }

  private void forward(CellKey key, byte[] value, long now) {
    context.forward(new Record<>(key.text().getBytes(UTF_8), value, now, new RecordHeaders()));
  }

  private void expire(long now) {
    for (Resolution resolution : Resolution.values()) {
      totals.before(
          resolution,
          oldestStart(resolution, now),
          key -> {
            totals.delete(key);
            unpublished.remove(key);
            forward(key, null, now);
          });
    }
  }
}
