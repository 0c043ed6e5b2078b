package io.smsieve.evaluation;

/** Works figures out from what was counted, at one threshold. */
final class FigureMaker {

  private final Counts counts;
  private final Histogram ham;
  private final Histogram spam;
  private final Confusion confusion;

  /**
   * For these counts.
   *
   * @param ham scores of what is truly ham
   * @param spam scores of what is truly spam
   * @param confusion by truth and verdict at the threshold
   */
  FigureMaker(Counts counts, Histogram ham, Histogram spam, Confusion confusion) {
    this.counts = counts;
    this.ham = ham;
    this.spam = spam;
    this.confusion = confusion;
  }

  /** One of them. */
  Figure figure(FigureName name) {
    return switch (name) {
      case ACCURACY ->
          Intervals.share(confusion.correct(), confusion.n(), "no labelled example with a score");
      case BALANCED_ACCURACY ->
          confusion.spam() > 0 && confusion.ham() > 0
              ? Intervals.meanOfShares(recall(), specificity())
              : oneClass();
      case PRECISION ->
          Intervals.share(
              confusion.truePositives(), confusion.calledSpam(), "nothing was called spam");
      case RECALL -> recall();
      case F1 -> Intervals.f1(confusion);
      case FALSE_POSITIVE_RATE ->
          Intervals.share(confusion.falsePositives(), confusion.ham(), "no ham");
      case MATTHEWS -> Intervals.matthews(confusion);
      case AREA -> confusion.spam() > 0 && confusion.ham() > 0 ? area() : oneClass();
      case BRIER -> brier();
      case CALIBRATION -> calibrationError();
    };
  }

  private Figure recall() {
    return Intervals.share(confusion.truePositives(), confusion.spam(), "no spam");
  }

  private Figure specificity() {
    return Intervals.share(confusion.trueNegatives(), confusion.ham(), "no ham");
  }

  private Figure oneClass() {
    return Figure.undefined(confusion.n(), confusion.spam() == 0 ? "no spam" : "no ham");
  }

  /** The Mann-Whitney statistic of the bins: scores of one bin count as equal. */
  private Figure area() {
    double pairs = 0;
    long hamBelow = 0;
    for (int bin = 0; bin < counts.bins().count(); bin++) {
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
    long n = confusion.n();
    if (n == 0) {
      return Figure.undefined(0, "no labelled example with a score");
    }
    double sum = 0;
    double squares = 0;
    for (int bin = 0; bin < counts.bins().count(); bin++) {
      double ofHam = ham.count(bin) == 0 ? 0 : Math.pow(ham.mean(bin), 2);
      double ofSpam = spam.count(bin) == 0 ? 0 : Math.pow(1 - spam.mean(bin), 2);
      sum += ham.count(bin) * ofHam + spam.count(bin) * ofSpam;
      squares += ham.count(bin) * ofHam * ofHam + spam.count(bin) * ofSpam * ofSpam;
    }
    double mean = sum / n;
    double variance = n == 1 ? mean * (1 - mean) : (squares - n * mean * mean) / (n - 1);
    return Intervals.mean(mean, variance, n);
  }

  /**
   * M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining well calibrated probabilities using
   * Bayesian binning", AAAI 2015. The interval is by the delta method with the signs of the groups'
   * distances taken as they are and two hits and two misses added to each group (Agresti and Coull
   * 1998). The figure itself is too high on few examples (A. Kumar, P. Liang and T. Ma, "Verified
   * uncertainty calibration", NeurIPS 2019), which no interval mends.
   */
  private Figure calibrationError() {
    long n = confusion.n();
    if (n == 0) {
      return Figure.undefined(0, "no labelled example with a score");
    }
    double error = 0;
    double variance = 0;
    for (CalibrationGroup group : counts.calibration()) {
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
