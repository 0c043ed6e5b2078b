package io.smsieve.evaluation.live;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.StoredCell;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers questions from the windows in memory. Thread-safe. */
public final class AccuracyView {

  // Each takes about 200 bytes, and the filter may live in the same process.
  private static final int MAX_FIGURES = 500_000;

  private final Windows windows;
  private final Supplier<Optional<Instant>> asOf;
  private final Duration minutesFor;
  private final Clock clock;

  /**
   * A view of windows.
   *
   * @param asOf up to when everything is counted, where that is known
   * @param minutesFor how long windows of a minute are kept
   */
  public AccuracyView(
      Windows windows, Supplier<Optional<Instant>> asOf, Duration minutesFor, Clock clock) {
    this.windows = windows;
    this.asOf = asOf;
    this.minutesFor = minutesFor;
    this.clock = clock;
  }

  /**
   * The answer, with the baselines beside the predictors that were asked for.
   *
   * @throws IllegalArgumentException if it had too many windows
   */
  public AccuracyAnswer answer(AccuracyQuery query) {
    Instant now = clock.instant();
    Resolution resolution = query.resolution(now.minus(minutesFor));
    long from = resolution.start(query.from().toEpochMilli());
    long to = resolution.start(query.to().toEpochMilli() + resolution.millis() - 1);
    Optional<Instant> known = asOf.get();
    Range range = new Range(resolution, from, to, known.map(Instant::toEpochMilli).orElse(0L));
    List<AccuracyAnswer.Series> series = new ArrayList<>();
    int answered = 0;
    for (ModelIdentity predictor : predictors(query)) {
      for (String slice : slices(predictor, query.slices())) {
        series.add(series(predictor, slice, query, range));
        answered += series.get(series.size() - 1).windows().size() * query.figures().size();
        if (answered > MAX_FIGURES) {
          throw new IllegalArgumentException(
              "expected an answer of at most "
                  + MAX_FIGURES
                  + " figures, found more: take a longer step, or fewer slices or figures");
        }
      }
    }
    return new AccuracyAnswer(
        known.orElse(null),
        to <= range.asOf(),
        Instant.ofEpochMilli(from),
        Instant.ofEpochMilli(to),
        resolution.millis(),
        newest(now),
        series);
  }

  private record Range(Resolution resolution, long from, long to, long asOf) {}

  private AccuracyAnswer.Newest newest(Instant now) {
    long newest = windows.newestUpdate();
    if (newest == 0) {
      return null;
    }
    Instant countedAt = Instant.ofEpochMilli(newest);
    double age = Math.max(0, Duration.between(countedAt, now).toMillis()) / 1e3;
    return new AccuracyAnswer.Newest(countedAt, age);
  }

  private List<ModelIdentity> predictors(AccuracyQuery query) {
    return windows.predictors().stream()
        .filter(
            p ->
                Predictors.isBaseline(p)
                    ? query.baselines()
                    : query.predictor().isEmpty() || matches(p, query.predictor().get()))
        .sorted(
            Comparator.comparing((ModelIdentity p) -> Predictors.isBaseline(p) ? 0 : 1)
                .thenComparing(Predictors::text)
                .thenComparing(ModelIdentity::hash))
        .toList();
  }

  /** By name, by all that people are shown, or by the hash or its beginning. */
  private static boolean matches(ModelIdentity predictor, String wanted) {
    return predictor.name().equals(wanted)
        || Predictors.text(predictor).equals(wanted)
        || (predictor.name() + " " + predictor.version()).equals(wanted)
        || (wanted.length() >= 8 && predictor.hash().startsWith(wanted));
  }

  private Collection<String> slices(ModelIdentity predictor, List<String> wanted) {
    if (wanted.contains(AccuracyQuery.EVERY)) {
      return windows.slices(predictor);
    }
    return wanted.isEmpty() ? List.of(Slices.ALL) : wanted;
  }

  private AccuracyAnswer.Series series(
      ModelIdentity predictor, String slice, AccuracyQuery query, Range range) {
    return windows.read(
        predictor,
        slice,
        range.resolution(),
        range.from(),
        range.to(),
        cells -> series(predictor, slice, cells, query, range));
  }

  private static AccuracyAnswer.Series series(
      ModelIdentity predictor,
      String slice,
      NavigableMap<Long, StoredCell> cells,
      AccuracyQuery query,
      Range range) {
    double own =
        cells.isEmpty() ? Predictors.BASELINE_THRESHOLD : cells.lastEntry().getValue().threshold();
    WindowMaker maker = new WindowMaker(query, own, range.from(), range.to(), range.asOf());
    cells.forEach(maker::add);
    return new AccuracyAnswer.Series(
        AccuracyAnswer.PredictorName.of(predictor),
        Predictors.isBaseline(predictor),
        slice,
        own,
        maker.threshold(),
        maker.finish());
  }

  /** How long ago an example was last counted, in seconds; NaN for never. */
  public double ageOfNewestExample() {
    AccuracyAnswer.Newest newest = newest(clock.instant());
    return newest == null ? Double.NaN : newest.ageSeconds();
  }

  /** Up to when everything is counted. */
  public Optional<Instant> asOf() {
    return asOf.get();
  }
}
