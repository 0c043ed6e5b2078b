package io.smsieve.evaluation;

/** Intervals at 95%. Each says where its formula comes from. */
public final class Intervals {

  /** The 97.5% point of the standard normal distribution. */
  static final double Z = 1.959963984540054;

  private static final int STEPS = 60;

  private Intervals() {}

  /**
   * A share and Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession,
   * and statistical inference", JASA 22, 1927).
   *
   * @param hits from 0 to {@code n}
   * @param n from 0
   * @param whyNot the reason where {@code n} is 0
   */
  public static Figure share(long hits, long n, String whyNot) {
    if (n == 0) {
      return Figure.undefined(0, whyNot);
    }
    double p = (double) hits / n;
    double[] ends = wilson(p, (double) n);
    return Figure.within(0, 1, p, ends[0], ends[1], n);
  }

  /** Wilson's interval of a share; {@code n} need not be whole. */
  static double[] wilson(double p, double n) {
    double scale = 1 + Z * Z / n;
    double centre = (p + Z * Z / (2 * n)) / scale;
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / scale;
    return new double[] {Math.max(0, centre - half), Math.min(1, centre + half)};
  }

  /**
   * The mean of two independent shares. The distances of the ends are the roots of the added
   * squares of the shares' own distances (MOVER: G. Y. Zou and A. Donner, "Construction of
   * confidence limits about effect measures: a general approach", Statistics in Medicine 27, 2008),
   * from Wilson's intervals.
   */
  static Figure meanOfShares(Figure a, Figure b) {
    double value = (a.value() + b.value()) / 2;
    double below = Math.hypot(a.value() - a.low(), b.value() - b.low()) / 2;
    double above = Math.hypot(a.high() - a.value(), b.high() - b.value()) / 2;
    return Figure.within(0, 1, value, value - below, value + above, a.n() + b.n());
  }

  /**
   * F1 = 2 s / (1 + s) of the share s = TP / (TP + FP + FN), with Wilson's interval of s carried
   * over, as the function rises (D. J. Hand, P. Christen and N. Kirielle, "F*: an interpretable
   * transformation of the F-measure", Machine Learning 110, 2021).
   */
  static Figure f1(Confusion counts) {
    long n = counts.truePositives() + counts.falsePositives() + counts.falseNegatives();
    Figure share = share(counts.truePositives(), n, "no spam, and nothing was called spam");
    if (!share.defined()) {
      return share;
    }
    return Figure.within(
        0,
        1,
        2 * share.value() / (1 + share.value()),
        2 * share.low() / (1 + share.low()),
        2 * share.high() / (1 + share.high()),
        n);
  }

  /**
   * Matthews' correlation. Its interval is that of Fisher's z with the variance by the delta method
   * for a multinomial table (Y. Itaya, J. Tamura, K. Hayashi and K. Yamamoto, "Asymptotic
   * properties of Matthews correlation coefficient", Statistics in Medicine 44, 2025), on the table
   * with one half added to each cell, without which it would have no width where nothing is wrong.
   */
  static Figure matthews(Confusion counts) {
    double[] raw = {
      counts.truePositives(),
      counts.falsePositives(),
      counts.falseNegatives(),
      counts.trueNegatives()
    };
    if (counts.spam() == 0
        || counts.ham() == 0
        || counts.calledSpam() == 0
        || counts.calledHam() == 0) {
      return Figure.undefined(counts.n(), "all examples, or all verdicts, are of one class");
    }
    double n = counts.n() + 2;
    double[] cells = new double[4];
    for (int i = 0; i < 4; i++) {
      cells[i] = (raw[i] + 0.5) / n;
    }
    double smoothed = phi(cells);
    double half = Z * Math.sqrt(phiVariance(cells) / n) / (1 - smoothed * smoothed);
    double z = atanh(smoothed);
    return Figure.within(-1, 1, phi(raw), Math.tanh(z - half), Math.tanh(z + half), counts.n());
  }

  private static double phi(double[] c) {
    double product = (c[0] + c[1]) * (c[2] + c[3]) * (c[0] + c[2]) * (c[1] + c[3]);
    return (c[0] * c[3] - c[1] * c[2]) / Math.sqrt(product);
  }

  /** Of one draw: the mean of the squared gradient less the square of its mean. */
  private static double phiVariance(double[] c) {
    double calledSpam = c[0] + c[1];
    double calledHam = c[2] + c[3];
    double spam = c[0] + c[2];
    double ham = c[1] + c[3];
    double root = Math.sqrt(calledSpam * calledHam * spam * ham);
    double phi = phi(c);
    double[] gradient = {
      c[3] / root - phi / 2 * (1 / calledSpam + 1 / spam),
      -c[2] / root - phi / 2 * (1 / calledSpam + 1 / ham),
      -c[1] / root - phi / 2 * (1 / calledHam + 1 / spam),
      c[0] / root - phi / 2 * (1 / calledHam + 1 / ham)
    };
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < 4; i++) {
      mean += c[i] * gradient[i];
      squares += c[i] * gradient[i] * gradient[i];
    }
    return Math.max(0, squares - mean * mean);
  }

  private static double atanh(double x) {
    return 0.5 * Math.log((1 + x) / (1 - x));
  }

  /**
   * The area under the curve of m and n examples: the values that are z standard errors away from
   * it by their own standard errors (R. G. Newcombe, "Confidence intervals for an effect size
   * measure based on the Mann-Whitney statistic. Part 2", Statistics in Medicine 25, 2006, method
   * 5, after Hanley and McNeil).
   */
  static Figure area(double area, long m, long n) {
    double low = solve(area, m, n, 0, area);
    double high = solve(area, m, n, 1, area);
    return Figure.within(0, 1, area, low, high, m + n);
  }

  private static double solve(double area, long m, long n, double far, double near) {
    double outside = far;
    double inside = near;
    for (int i = 0; i < STEPS; i++) {
      double middle = (outside + inside) / 2;
      if (Math.abs(middle - area) <= Z * areaError(middle, (double) m, (double) n)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private static double areaError(double t, double m, double n) {
    double half = (m + n) / 2 - 1;
    return Math.sqrt(t * (1 - t) / (m * n) * (1 + half * (1 - t) / (2 - t) + half * t / (1 + t)));
  }

  /**
   * The mean of values from 0 to 1: Wilson's interval with the number of examples divided by the
   * design effect, which is the values' variance over that of a share of the same size (P. S. Kott
   * and D. A. Carr, "Developing an estimation strategy for a pesticide data program", Journal of
   * Official Statistics 13, 1997).
   *
   * @param variance of the values
   */
  static Figure mean(double mean, double variance, long n) {
    double ofShare = mean * (1 - mean);
    double effect = ofShare <= 0 ? 1 : Math.min(1, Math.max(variance, 0) / ofShare);
    // Nothing is known of a spread that no example has shown.
    double[] ends = wilson(mean, n / Math.max(effect, 1.0 / n));
    return Figure.within(0, 1, mean, ends[0], ends[1], n);
  }

  /**
   * The difference of two shares of the same examples (R. G. Newcombe, "Improved confidence
   * intervals for the difference between binomial proportions based on paired data", Statistics in
   * Medicine 17, 1998, method 10).
   *
   * @param both examples that both got right
   * @param first those that only the first got right
   * @param second those that only the second got right
   * @param neither those that neither got right
   * @return the second's share less the first's
   */
  public static Figure difference(long both, long first, long second, long neither) {
    long n = both + first + second + neither;
    if (n == 0) {
      return Figure.undefined(0, "no example that both have scored");
    }
    double a = (double) (both + second) / n;
    double b = (double) (both + first) / n;
    double[] endsA = wilson(a, (double) n);
    double[] endsB = wilson(b, (double) n);
    double phi = pairedPhi(both, first, second, neither);
    double below = distance(a - endsA[0], endsB[1] - b, phi);
    double above = distance(endsA[1] - a, b - endsB[0], phi);
    double value = (double) (second - first) / n;
    return Figure.within(-1, 1, value, value - below, value + above, n);
  }

  private static double distance(double x, double y, double phi) {
    return Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
  }

  private static double pairedPhi(long both, long first, long second, long neither) {
    double product =
        (double) (both + first) * (second + neither) * (both + second) * (first + neither);
    if (product == 0) {
      return 0;
    }
    double n = both + first + second + neither;
    double cross = (double) both * neither - (double) first * second;
    // Newcombe's continuity correction, towards no correlation.
    double corrected = cross > n / 2 ? cross - n / 2 : Math.min(cross, 0);
    return corrected / Math.sqrt(product);
  }

  /**
   * McNemar's test in its exact form: the chance, both ways, of so uneven a division of the
   * examples that only one of two got right, if either were as likely (Q. McNemar, Psychometrika
   * 12, 1947; the binomial distribution in place of its approximation).
   *
   * @return the p value, from 0 to 1; 1 where they never differ
   */
  public static double exactMcNemar(long first, long second) {
    long n = first + second;
    long less = Math.min(first, second);
    double logHalves = n * Math.log(0.5);
    double logChoose = 0;
    double tail = 0;
    for (long k = 0; k <= less; k++) {
      if (k > 0) {
        logChoose += Math.log((double) (n - k + 1) / k);
      }
      tail += Math.exp(logChoose + logHalves);
    }
    return Math.min(1, 2 * tail);
  }
}
