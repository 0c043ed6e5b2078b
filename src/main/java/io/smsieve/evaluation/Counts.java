package io.smsieve.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a predictor did over some windows, a slice, a file: scores by truth, from which everything
 * else follows. Not thread-safe.
 */
public final class Counts {

  /** Groups of the calibration error, half of them on each side of the threshold. */
  static final int GROUPS = 10;

  private final Bins bins;
  private final Histogram ham;
  private final Histogram spam;
  private long unlabelled;
  private long rejected;

  /** Nothing counted yet. */
  public Counts(Bins bins) {
    this.bins = bins;
    this.ham = new Histogram(bins);
    this.spam = new Histogram(bins);
  }

  /** Which of the examples of a cell count. */
  public enum Part {
    /** All. */
    ALL,
    /** Those whose text the predictor was trained on. */
    TRAINED,
    /** Those whose text it was not trained on. */
    NOT_TRAINED
  }

  /** Adds a cell. */
  public void add(Cell cell, Part part) {
    if (part == Part.TRAINED) {
      ham.add(cell.trainedHam());
      spam.add(cell.trainedSpam());
      return;
    }
    ham.add(cell.ham());
    spam.add(cell.spam());
    if (part == Part.NOT_TRAINED) {
      ham.subtract(cell.trainedHam());
      spam.subtract(cell.trainedSpam());
      return;
    }
    unlabelled += cell.unlabelled();
    rejected += cell.rejected();
  }

  /** How scores are divided. */
  public Bins bins() {
    return bins;
  }

  /** Labelled examples with a score. */
  public long n() {
    return ham.total() + spam.total();
  }

  /** Examples that nobody has labelled yet. */
  public long unlabelled() {
    return unlabelled;
  }

  /** Labelled examples that got no score. */
  public long abstained() {
    return rejected;
  }

  /** Examples by truth and verdict at the predictor's own threshold. */
  public Confusion confusion() {
    return confusion(bins.below());
  }

  /**
   * Examples by truth and verdict at another threshold.
   *
   * @param firstSpam the first bin that is called spam, see {@link Bins#firstSpam}
   */
  public Confusion confusion(int firstSpam) {
    long truePositives = spam.countFrom(firstSpam);
    long falsePositives = ham.countFrom(firstSpam);
    return new Confusion(
        truePositives, falsePositives, ham.total() - falsePositives, spam.total() - truePositives);
  }

  /** Forgets all that was added. */
  public void clear() {
    ham.clear();
    spam.clear();
    unlabelled = 0;
    rejected = 0;
  }

  /** All figures at a threshold; those that do not depend on one are the same at any. */
  public Map<FigureName, Figure> figures(int firstSpam) {
    return figures(firstSpam, EnumSet.allOf(FigureName.class));
  }

  /** Some figures at a threshold. */
  public Map<FigureName, Figure> figures(int firstSpam, Set<FigureName> wanted) {
    FigureMaker maker = new FigureMaker(this, ham, spam, confusion(firstSpam));
    Map<FigureName, Figure> figures = new EnumMap<>(FigureName.class);
    for (FigureName name : wanted) {
      figures.put(name, maker.figure(name));
    }
    return figures;
  }

  /** The curve, one point an edge, from the highest threshold down; empty where one class is. */
  public List<CurvePoint> curve() {
    List<CurvePoint> points = new ArrayList<>();
    if (ham.total() == 0 || spam.total() == 0) {
      return points;
    }
    long hamFrom = 0;
    long spamFrom = 0;
    points.add(new CurvePoint(1, 0, 0));
    for (int bin = bins.count() - 1; bin >= 0; bin--) {
      hamFrom += ham.count(bin);
      spamFrom += spam.count(bin);
      if (ham.count(bin) + spam.count(bin) > 0) {
        points.add(
            new CurvePoint(
                bins.edge(bin), (double) hamFrom / ham.total(), (double) spamFrom / spam.total()));
      }
    }
    return points;
  }

  /** The groups of the calibration error, from the lowest score up. */
  public List<CalibrationGroup> calibration() {
    List<CalibrationGroup> groups = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      int first = firstBin(group);
      int end = firstBin(group + 1);
      long ofHam = ham.countFrom(first) - ham.countFrom(end);
      long ofSpam = spam.countFrom(first) - spam.countFrom(end);
      double sum = 0;
      for (int bin = first; bin < end; bin++) {
        sum += ham.sum(bin) + spam.sum(bin);
      }
      long n = ofHam + ofSpam;
      groups.add(
          new CalibrationGroup(
              bins.edge(first),
              bins.edge(end),
              n,
              n == 0 ? null : sum / n,
              Intervals.share(ofSpam, n, "no example in this group")));
    }
    return groups;
  }

  private int firstBin(int group) {
    int half = GROUPS / 2;
    return group <= half
        ? bins.below() * group / half
        : bins.below() + bins.from() * (group - half) / half;
  }
}
