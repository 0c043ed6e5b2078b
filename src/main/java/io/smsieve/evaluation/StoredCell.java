package io.smsieve.evaluation;

import io.smsieve.record.ScoreBin;
import io.smsieve.record.ScoreHistogram;
import io.smsieve.record.WindowedAccuracy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A cell as it is kept and published.
 *
 * @param threshold the predictor's
 * @param cell what is counted
 * @param updatedAt when it last changed, in milliseconds since 1970
 */
public record StoredCell(double threshold, Cell cell, long updatedAt) {

  /** The cell as bytes. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().real(threshold).number(updatedAt);
    out.number(cell.unlabelled()).number(cell.rejected());
    for (ScoreCounts counts :
        List.of(cell.ham(), cell.spam(), cell.trainedHam(), cell.trainedSpam())) {
      out.number(counts.size());
      counts.forEach((bin, count, sum) -> out.number(bin).number(count).number(sum));
    }
    return out.toBytes();
  }

  /** The cell of bytes that {@link #toBytes} gave. */
  public static StoredCell of(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    double threshold = in.real();
    long updatedAt = in.number();
    long unlabelled = in.number();
    long rejected = in.number();
    Cell cell = new Cell(counts(in), counts(in), counts(in), counts(in), unlabelled, rejected);
    return new StoredCell(threshold, cell, updatedAt);
  }

  private static ScoreCounts counts(WireReader in) {
    ScoreCounts counts = ScoreCounts.NONE;
    for (int left = in.count(); left > 0; left--) {
      counts = counts.plus((int) in.number(), in.number(), in.number());
    }
    return counts;
  }

  /** The record that publishes it. */
  public WindowedAccuracy toRecord(CellKey key) {
    return WindowedAccuracy.newBuilder()
        .setPredictor(Predictors.toRecord(key.predictor()))
        .setSlice(key.slice())
        .setWindowStart(Instant.ofEpochMilli(key.windowStart()))
        .setWindowMillis(key.resolution().millis())
        .setHam(histogram(cell.ham()))
        .setSpam(histogram(cell.spam()))
        .setTrainedHam(histogram(cell.trainedHam()))
        .setTrainedSpam(histogram(cell.trainedSpam()))
        .setUnlabelled(cell.unlabelled())
        .setRejected(cell.rejected())
        .setUpdatedAt(Instant.ofEpochMilli(updatedAt))
        .build();
  }

  private ScoreHistogram histogram(ScoreCounts counts) {
    return histogram(threshold, counts);
  }

  /** Scores as records hold them. */
  public static ScoreHistogram histogram(double threshold, ScoreCounts counts) {
    List<ScoreBin> bins = new ArrayList<>(counts.size());
    counts.forEach((bin, count, sum) -> bins.add(new ScoreBin(bin, count, sum)));
    return new ScoreHistogram(threshold, Bins.PER_SIDE, Bins.PER_SIDE, bins);
  }

  /** What a record publishes. */
  public static StoredCell of(WindowedAccuracy window) {
    Cell cell =
        new Cell(
            counts(window.getHam()),
            counts(window.getSpam()),
            counts(window.getTrainedHam()),
            counts(window.getTrainedSpam()),
            window.getUnlabelled(),
            window.getRejected());
    return new StoredCell(
        window.getHam().getThreshold(), cell, window.getUpdatedAt().toEpochMilli());
  }

  /** The key of a record's window. */
  public static CellKey keyOf(WindowedAccuracy window) {
    return new CellKey(
        Predictors.of(window.getPredictor()),
        window.getSlice(),
        Resolution.of(window.getWindowMillis()),
        window.getWindowStart().toEpochMilli());
  }

  private static ScoreCounts counts(ScoreHistogram histogram) {
    ScoreCounts counts = ScoreCounts.NONE;
    for (ScoreBin bin : histogram.getBins()) {
      counts = counts.plus(bin.getBin(), bin.getCount(), bin.getScoreSum());
    }
    return counts;
  }
}
