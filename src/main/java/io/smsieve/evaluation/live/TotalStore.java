package io.smsieve.evaluation.live;

import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.SliceRegister;
import io.smsieve.evaluation.StoredCell;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The totals in a state store: cells, the slices that are kept apart, and when was published. */
final class TotalStore {

  private static final String CELL = "c|";
  private static final String SLICE = "s|";
  private static final String PUBLISHED = "m|published";
  // After every other character of a key.
  private static final String END = "~";
  private static final byte[] PRESENT = {1};
  private static final int HOT_CELLS = 20_000;
  // Two clocks, or one that was set: publishing a window twice does no harm.
  private static final long MARGIN_MILLIS = 60_000;

  private final KeyValueStore<String, byte[]> store;
  private final SliceRegister slices;
  // Cells are mostly changed again and again; reading them back each time would take longest.
  private final Map<CellKey, StoredCell> hot =
      new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CellKey, StoredCell> eldest) {
          return size() > HOT_CELLS;
        }
      };

  TotalStore(KeyValueStore<String, byte[]> store, int maxSliceValues) {
    this.store = store;
    this.slices = new SliceRegister(maxSliceValues);
    scan(SLICE, entry -> slices.restore(entry.key.substring(SLICE.length())));
  }

  /** The key under which something is counted, its slice perhaps joined with others. */
  CellKey place(CellKey key) {
    boolean known = slices.knows(key.slice());
    String slice = slices.place(key.slice());
    if (!known && slices.knows(slice)) {
      store.put(SLICE + slice, PRESENT);
    }
    return slice.equals(key.slice())
        ? key
        : new CellKey(key.predictor(), slice, key.resolution(), key.windowStart());
  }

  Optional<StoredCell> get(CellKey key) {
    StoredCell cell = hot.get(key);
    if (cell == null) {
      byte[] bytes = store.get(CELL + key.text());
      if (bytes == null) {
        return Optional.empty();
      }
      cell = StoredCell.of(bytes);
      hot.put(key, cell);
    }
    return Optional.of(cell);
  }

  void put(CellKey key, StoredCell cell) {
    hot.put(key, cell);
    store.put(CELL + key.text(), cell.toBytes());
  }

  void delete(CellKey key) {
    hot.remove(key);
    store.delete(CELL + key.text());
  }

  /** Notes that everything up to now is published. */
  void published(long now) {
    store.put(PUBLISHED, ByteBuffer.allocate(Long.BYTES).putLong(now).array());
  }

  /** Shows the cells that may have changed since then. */
  void changedSincePublished(Consumer<CellKey> visitor) {
    byte[] published = store.get(PUBLISHED);
    long since = published == null ? 0 : ByteBuffer.wrap(published).getLong() - MARGIN_MILLIS;
    scan(
        CELL,
        entry -> {
          if (StoredCell.of(entry.value).updatedAt() >= since) {
            visitor.accept(CellKey.parse(entry.key.substring(CELL.length())));
          }
        });
  }

  /** Shows the cells of windows that begin before an instant. */
  void before(Resolution resolution, long start, Consumer<CellKey> visitor) {
    List<CellKey> found = new ArrayList<>();
    String first = CELL + CellKey.prefix(resolution, 0);
    String last = CELL + CellKey.prefix(resolution, Math.max(0, start - 1)) + END;
    if (start > 0) {
      try (KeyValueIterator<String, byte[]> cells = store.range(first, last)) {
        cells.forEachRemaining(e -> found.add(CellKey.parse(e.key.substring(CELL.length()))));
      }
    }
    found.forEach(visitor);
  }

  private void scan(String prefix, Consumer<KeyValue<String, byte[]>> visitor) {
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(prefix, new StringSerializer())) {
      entries.forEachRemaining(visitor);
    }
  }
}
