package io.smsieve.evaluation;

/**
 * What one predictor did in one window and slice. Immutable.
 *
 * @param ham scores of what is truly ham
 * @param spam scores of what is truly spam
 * @param trainedHam the part of {@code ham} whose text the predictor was trained on
 * @param trainedSpam the part of {@code spam} whose text the predictor was trained on
 * @param unlabelled examples that nobody has labelled yet
 * @param rejected labelled examples that got no score
 */
public record Cell(
    ScoreCounts ham,
    ScoreCounts spam,
    ScoreCounts trainedHam,
    ScoreCounts trainedSpam,
    long unlabelled,
    long rejected) {

  /** Nothing counted. */
  public static final Cell EMPTY =
      new Cell(ScoreCounts.NONE, ScoreCounts.NONE, ScoreCounts.NONE, ScoreCounts.NONE, 0, 0);

  /**
   * The same with one score more, or one fewer.
   *
   * @param sign 1 or -1
   * @param units the score in millionths
   */
  public Cell plusScore(int sign, Truth truth, boolean trained, int bin, long units) {
    long sum = sign * units;
    boolean isSpam = truth == Truth.SPAM;
    return new Cell(
        isSpam ? ham : ham.plus(bin, sign, sum),
        isSpam ? spam.plus(bin, sign, sum) : spam,
        trained && !isSpam ? trainedHam.plus(bin, sign, sum) : trainedHam,
        trained && isSpam ? trainedSpam.plus(bin, sign, sum) : trainedSpam,
        unlabelled,
        rejected);
  }

  /** The same with so many more examples that wait for their label; negative: fewer. */
  public Cell plusUnlabelled(int more) {
    return new Cell(ham, spam, trainedHam, trainedSpam, unlabelled + more, rejected);
  }

  /** The same with so many more examples without a score; negative: fewer. */
  public Cell plusRejected(int more) {
    return new Cell(ham, spam, trainedHam, trainedSpam, unlabelled, rejected + more);
  }

  /** Whether nothing is counted here. */
  public boolean isEmpty() {
    return equals(EMPTY);
  }
}
