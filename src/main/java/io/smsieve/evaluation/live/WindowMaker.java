package io.smsieve.evaluation.live;

import io.smsieve.evaluation.Bins;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.StoredCell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes windows of an answer from cells that come in the order of their starts. For one series. */
final class WindowMaker {

  private final AccuracyQuery query;
  private final Counts counts;
  private final int firstSpam;
  private final long from;
  private final long to;
  private final long asOf;
  private final long step;
  private final List<AccuracyAnswer.Window> windows = new ArrayList<>();
  private long start;
  private boolean open;

  /**
   * For a range, in milliseconds since 1970.
   *
   * @param own the predictor's threshold
   * @param to end of the range, excluded
   * @param asOf up to when everything is counted
   */
  WindowMaker(AccuracyQuery query, double own, long from, long to, long asOf) {
    Bins bins = Bins.around(own);
    this.query = query;
    this.counts = new Counts(bins);
    this.firstSpam =
        query.threshold().isPresent()
            ? bins.firstSpam(query.threshold().getAsDouble())
            : bins.below();
    this.from = from;
    this.to = to;
    this.asOf = asOf;
    this.step = query.step().map(Duration::toMillis).orElse(to - from);
  }

  /** The threshold that the figures are for. */
  double threshold() {
    return counts.bins().edge(firstSpam);
  }

  void add(long cellStart, StoredCell stored) {
    long next = from + Math.floorDiv(cellStart - from, step) * step;
    if (open && next != start) {
      close();
    }
    start = next;
    open = true;
    counts.add(stored.cell(), query.part());
  }

  private void close() {
    long end = Math.min(start + step, to);
    windows.add(
        AccuracyAnswer.Window.of(
            Instant.ofEpochMilli(start),
            Instant.ofEpochMilli(end),
            end <= asOf,
            counts,
            firstSpam,
            query));
    // Used again: most windows are of one cell, and its arrays are larger than the rest.
    counts.clear();
    open = false;
  }

  List<AccuracyAnswer.Window> finish() {
    if (open) {
      close();
    }
    return windows;
  }
}
