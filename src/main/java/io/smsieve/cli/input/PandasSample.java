package io.smsieve.cli.input;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows that pandas' {@code DataFrame.sample(n=N, random_state=S)} selects, in its order: the
 * first {@code N} of NumPy's {@code RandomState(S).permutation(rows)}, a shuffle from the last
 * place down. NumPy keeps that stream as it is for good.
 */
public final class PandasSample {

  /** The largest random state that NumPy takes. */
  public static final long MAX_STATE = 0xffffffffL;

  private PandasSample() {}

  /**
   * Selects rows.
   *
   * @param rows how many there are, from 0
   * @param n how many to select, from 0 to {@code rows}
   * @param randomState from 0 to {@link #MAX_STATE}
   * @return numbers of rows, from 0, in the sample's order
   * @throws IllegalArgumentException when there are fewer rows than are to be selected, or a number
   *     is out of its range
   */
  public static int[] rows(int rows, int n, long randomState) {
    if (n < 0 || n > rows) {
      throw new IllegalArgumentException(
          "expected a sample of 0 to " + rows + " rows, as many as there are, found " + n);
    }
    if (randomState < 0 || randomState > MAX_STATE) {
      throw new IllegalArgumentException(
          "expected a random state from 0 to " + MAX_STATE + ", found " + randomState);
    }
    if (n == 0) {
      return new int[0];
    }
    int[] order = IntStream.range(0, rows).toArray();
    MersenneTwister random = new MersenneTwister((int) randomState);
    for (int last = rows - 1; last > 0; last--) {
      int other = random.upTo(last);
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return Arrays.copyOf(order, n);
  }
}
