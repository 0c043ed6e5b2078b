package io.smsieve.evaluation;

/**
 * A figure with its uncertainty; null with a reason where it is undefined.
 *
 * @param value the figure
 * @param low lower end of the 95% interval
 * @param high upper end of the 95% interval
 * @param n how many examples it rests on: the denominator where it is a share
 * @param reason why there is no value; null where there is one
 */
public record Figure(Double value, Double low, Double high, long n, String reason) {

  /** A figure that is not defined. */
  static Figure undefined(long n, String reason) {
    return new Figure(null, null, null, n, reason);
  }

  /** A figure with the ends of its interval, kept within a range and round the value. */
  static Figure within(double least, double most, double value, double low, double high, long n) {
    return new Figure(
        value,
        Math.max(least, Math.min(low, value)),
        Math.min(most, Math.max(high, value)),
        n,
        null);
  }

  /** Whether there is a value. */
  public boolean defined() {
    return value != null;
  }
}
