package io.smsieve.evaluation.live;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.StoredCell;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** All windows in memory, as the topic of the windows has them. Thread-safe. */
public final class Windows {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<ModelIdentity, Map<String, Series>> byPredictor = new HashMap<>();
  private long newestUpdate;
  private long newestWindow;
  private int cells;

  private static final class Series {
    private final NavigableMap<Long, StoredCell> minutes = new TreeMap<>();
    private final NavigableMap<Long, StoredCell> hours = new TreeMap<>();

    private NavigableMap<Long, StoredCell> of(Resolution resolution) {
      return resolution == Resolution.MINUTE ? minutes : hours;
    }

    private boolean isEmpty() {
      return minutes.isEmpty() && hours.isEmpty();
    }
  }

  /** No windows yet. */
  public Windows() {}

  /** Takes a window as it is now; null: it is gone. */
  void put(CellKey key, StoredCell cell) {
    lock.writeLock().lock();
    try {
      if (cell == null) {
        remove(key);
        return;
      }
      Series series =
          byPredictor
              .computeIfAbsent(key.predictor(), p -> new HashMap<>())
              .computeIfAbsent(key.slice(), s -> new Series());
      if (series.of(key.resolution()).put(key.windowStart(), cell) == null) {
        cells++;
      }
      newestUpdate = Math.max(newestUpdate, cell.updatedAt());
      newestWindow = Math.max(newestWindow, key.windowStart());
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void remove(CellKey key) {
    Map<String, Series> slices = byPredictor.get(key.predictor());
    Series series = slices == null ? null : slices.get(key.slice());
    if (series == null) {
      return;
    }
    if (series.of(key.resolution()).remove(key.windowStart()) != null) {
      cells--;
    }
    if (series.isEmpty()) {
      slices.remove(key.slice());
      if (slices.isEmpty()) {
        byPredictor.remove(key.predictor());
      }
    }
  }

  /**
   * Reads the windows of a predictor and slice that begin in a range.
   *
   * @param from in milliseconds since 1970, included
   * @param to in milliseconds since 1970, excluded
   * @param reader sees them in order; must not keep them
   */
  <T> T read(
      ModelIdentity predictor,
      String slice,
      Resolution resolution,
      long from,
      long to,
      Function<NavigableMap<Long, StoredCell>, T> reader) {
    lock.readLock().lock();
    try {
      Series series = byPredictor.getOrDefault(predictor, Map.of()).get(slice);
      return reader.apply(
          series == null || from >= to
              ? Collections.emptyNavigableMap()
              : series.of(resolution).subMap(from, true, to, false));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Every predictor that has a window. */
  Set<ModelIdentity> predictors() {
    lock.readLock().lock();
    try {
      return Set.copyOf(byPredictor.keySet());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The slices of a predictor, in order. */
  Set<String> slices(ModelIdentity predictor) {
    lock.readLock().lock();
    try {
      return new TreeSet<>(byPredictor.getOrDefault(predictor, Map.of()).keySet());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** When a window last changed, in milliseconds since 1970; 0 for never. */
  long newestUpdate() {
    lock.readLock().lock();
    try {
      return newestUpdate;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The newest window of any that were seen, in milliseconds since 1970; 0 for none. */
  long newestWindow() {
    lock.readLock().lock();
    try {
      return newestWindow;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** How many windows there are, each predictor and slice counted. */
  int cells() {
    lock.readLock().lock();
    try {
      return cells;
    } finally {
      lock.readLock().unlock();
    }
  }
}
