package io.smsieve.evaluation;

/** What can be said of a predictor. */
public enum FigureName {
  /** Share of labelled examples that were called what they are. */
  ACCURACY("accuracy"),
  /** Mean of recall and of the share of ham that was called ham. */
  BALANCED_ACCURACY("balancedAccuracy"),
  /** Share of spam in what was called spam. */
  PRECISION("precision"),
  /** Share of spam that was called spam. */
  RECALL("recall"),
  /** Harmonic mean of precision and recall. */
  F1("f1"),
  /** Share of ham that was called spam. */
  FALSE_POSITIVE_RATE("falsePositiveRate"),
  /** Correlation of truth and verdict, -1 to 1. */
  MATTHEWS("matthewsCorrelation"),
  /** Chance that a spam has a higher score than a ham; ties count half. */
  AREA("areaUnderCurve"),
  /** Mean squared distance of the score from the truth. */
  BRIER("brierScore"),
  /** Mean distance, over groups of scores, of the mean score from the share of spam. */
  CALIBRATION("calibrationError");

  private final String json;

  FigureName(String json) {
    this.json = json;
  }

  /** How JSON and options call it. */
  public String json() {
    return json;
  }
}
