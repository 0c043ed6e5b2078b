package io.smsieve.cli.input;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The rows of a sample, in the sample's order. They are held in memory, the others are not. */
public final class SampledRows implements RowReader {

  private static final int NOT_CHOSEN = -1;

  private final List<Row> rows;
  private int at;

  private SampledRows(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Reads the rows twice: to count them, and to take those that are in the sample.
   *
   * @param n how many rows, from 0
   * @param randomState from 0 to {@link PandasSample#MAX_STATE}
   * @param progress hears how many rows were read so far, both times together
   * @throws InputException when there are fewer rows, or they come from standard input, or a row is
   *     none
   */
  public static SampledRows open(InputRows source, int n, long randomState, LongConsumer progress)
      throws IOException {
    if (!source.canBeReadAgain()) {
      throw new InputException(
          "expected a file to take a sample of, as it is read twice, found standard input; save it"
              + " to a file first");
    }
    int count = count(source, progress);
    if (n > count) {
      throw new InputException(
          source.name() + ": expected at least " + n + " rows for the sample, found " + count);
    }
    int[] places = new int[count];
    Arrays.fill(places, NOT_CHOSEN);
    int[] chosen = PandasSample.rows(count, n, randomState);
    for (int place = 0; place < n; place++) {
      places[chosen[place]] = place;
    }
    return new SampledRows(take(source, places, n, progress));
  }

  private static int count(InputRows source, LongConsumer progress) throws IOException {
    try (RowReader all = source.open()) {
      int count = 0;
      while (all.next().isPresent()) {
        if (++count == Integer.MAX_VALUE) {
          throw new InputException(
              source.name() + ": expected fewer than 2^31 rows to take a sample of, found more");
        }
        progress.accept(count);
      }
      return count;
    }
  }

  private static List<Row> take(InputRows source, int[] places, int n, LongConsumer progress)
      throws IOException {
    Row[] taken = new Row[n];
    try (RowReader all = source.open()) {
      for (int i = 0; i < places.length; i++) {
        Row row = all.next().orElseThrow(() -> changed(source));
        if (places[i] != NOT_CHOSEN) {
          taken[places[i]] = row;
        }
        progress.accept((long) places.length + i + 1);
      }
    }
    return List.of(taken);
  }

  private static InputException changed(InputRows source) {
    return new InputException(
        source.name()
            + ": expected the same rows when read again, found fewer; it is being written");
  }

  @Override
  public Optional<Row> next() {
    return at < rows.size() ? Optional.of(rows.get(at++)) : Optional.empty();
  }

  @Override
  public void close() {
    // Both readers are closed by now.
  }
}
