package io.smsieve.classify;

/**
 * Turns a logit of one head into a probability, and a probability into a decision.
 *
 * @param slope factor of the logit, above 0, so that a larger logit is never less likely
 * @param intercept added to the scaled logit
 * @param threshold probability, 0 to 1, from which on the head says yes
 */
public record Calibration(double slope, double intercept, double threshold) {

  /**
   * The calibrated probability, in double precision.
   *
   * @param logit what the graph gave
   * @return 0 to 1; NaN for a logit that is not a number
   */
  public double probability(float logit) {
    return 1 / (1 + Math.exp(-(slope * logit + intercept)));
  }
}
