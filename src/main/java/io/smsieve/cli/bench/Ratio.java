package io.smsieve.cli.bench;

import java.util.Arrays;

/**
 * How two steps compare: the median of the ratios of each round, and a 95% interval of the mean of
 * their logarithms (Student's t), since rounds of one run share the machine's mood.
 *
 * @param median of the ratios
 * @param low end of the interval
 * @param high end of the interval
 */
record Ratio(double median, double low, double high) {

  // Quantile 0.975 of Student's t for 1 to 30 degrees of freedom.
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  /** Of rates of the same rounds, in the same order. */
  static Ratio of(double[] rates, double[] base) {
    int n = rates.length;
    double[] ratios = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      ratios[i] = rates[i] / base[i];
      sum += Math.log(ratios[i]);
    }
    double mean = sum / n;
    double squares = 0;
    for (double ratio : ratios) {
      squares += Math.pow(Math.log(ratio) - mean, 2);
    }
    double half =
        n < 2
            ? Double.POSITIVE_INFINITY
            : T[Math.min(n - 1, T.length) - 1] * Math.sqrt(squares / (n - 1) / n);
    return new Ratio(median(ratios), Math.exp(mean - half), Math.exp(mean + half));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
