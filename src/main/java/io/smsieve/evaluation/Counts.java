package io.smsieve.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /** All figures at a threshold; those that do not depend on one are the same at any. */
  public Map<FigureName, Figure> figures(int firstSpam) {
    Confusion counts = confusion(firstSpam);
    Map<FigureName, Figure> figures = new EnumMap<>(FigureName.class);
    Figure recall = Intervals.share(counts.truePositives(), counts.spam(), "no spam");
    Figure specificity = Intervals.share(counts.trueNegatives(), counts.ham(), "no ham");
    boolean both = recall.defined() && specificity.defined();
    figures.put(
        FigureName.ACCURACY,
        Intervals.share(counts.correct(), counts.n(), "no labelled example with a score"));
    figures.put(
        FigureName.BALANCED_ACCURACY,
        both ? Intervals.meanOfShares(recall, specificity) : oneClass(counts));
    figures.put(
        FigureName.PRECISION,
        Intervals.share(counts.truePositives(), counts.calledSpam(), "nothing was called spam"));
    figures.put(FigureName.RECALL, recall);
    figures.put(FigureName.F1, Intervals.f1(counts));
    figures.put(
        FigureName.FALSE_POSITIVE_RATE,
        Intervals.share(counts.falsePositives(), counts.ham(), "no ham"));
    figures.put(FigureName.MATTHEWS, Intervals.matthews(counts));
    figures.put(FigureName.AREA, both ? area() : oneClass(counts));
    figures.put(FigureName.BRIER, brier());
    figures.put(FigureName.CALIBRATION, calibrationError());
    return figures;
  }

  private static Figure oneClass(Confusion counts) {
    return Figure.undefined(counts.n(), counts.spam() == 0 ? "no spam" : "no ham");
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

  /** The Mann-Whitney statistic of the bins: scores of one bin count as equal. */
  private Figure area() {
    double pairs = 0;
    long hamBelow = 0;
    for (int bin = 0; bin < bins.count(); bin++) {
      pairs += spam.count(bin) * (hamBelow + ham.count(bin) / 2.0);
      hamBelow += ham.count(bin);
    }
    double area = pairs / ((double) ham.total() * spam.total());
    return Intervals.area(area, spam.total(), ham.total());
  }

  /**
   * G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather
   * Review 78, 1950, in the form for two classes. Each score stands for the mean of its bin and
   * class, which leaves out at most a quarter of the squared width of a bin.
   */
  private Figure brier() {
    long n = n();
    if (n == 0) {
      return Figure.undefined(0, "no labelled example with a score");
    }
    double sum = 0;
    double squares = 0;
    for (int bin = 0; bin < bins.count(); bin++) {
      double ofHam = ham.count(bin) == 0 ? 0 : Math.pow(ham.mean(bin), 2);
      double ofSpam = spam.count(bin) == 0 ? 0 : Math.pow(1 - spam.mean(bin), 2);
      sum += ham.count(bin) * ofHam + spam.count(bin) * ofSpam;
      squares += ham.count(bin) * ofHam * ofHam + spam.count(bin) * ofSpam * ofSpam;
    }
    double mean = sum / n;
    double variance = n == 1 ? mean * (1 - mean) : (squares - n * mean * mean) / (n - 1);
    return Intervals.mean(mean, variance, n);
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

  /**
   * M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining well calibrated probabilities using
   * Bayesian binning", AAAI 2015. The interval is by the delta method with the signs of the groups'
   * distances taken as they are and two hits and two misses added to each group (Agresti and Coull
   * 1998). The figure itself is too high on few examples (A. Kumar, P. Liang and T. Ma, "Verified
   * uncertainty calibration", NeurIPS 2019), which no interval mends.
   */
  private Figure calibrationError() {
    long n = n();
    if (n == 0) {
      return Figure.undefined(0, "no labelled example with a score");
    }
    double error = 0;
    double variance = 0;
    for (CalibrationGroup group : calibration()) {
      if (group.n() > 0) {
        double share = group.shareOfSpam().value();
        error += group.n() * Math.abs(group.meanScore() - share);
        double smoothed = (share * group.n() + 2) / (group.n() + 4);
        variance += group.n() * smoothed * (1 - smoothed);
      }
    }
    double half = Intervals.Z * Math.sqrt(variance) / n;
    double value = error / n;
    return Figure.within(0, 1, value, value - half, value + half, n);
  }
}
