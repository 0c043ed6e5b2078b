package io.smsieve.evaluation.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Resolution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/**
 * The figures of the last complete minute and of the hour that ends with it, for Prometheus; see
 * docs/metrics.md. They are worked out anew every five seconds.
 */
public final class AccuracyGauges {

  private static final List<FigureName> SHOWN =
      List.of(
          FigureName.ACCURACY,
          FigureName.RECALL,
          FigureName.PRECISION,
          FigureName.FALSE_POSITIVE_RATE);

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final AccuracyView view;
  private final Clock clock;

  /** Gauges of a view. */
  public AccuracyGauges(AccuracyView view, Clock clock) {
    this.view = view;
    this.clock = clock;
  }

  /** Makes them known. */
  public void register(MeterRegistry registry) {
    MultiGauge figures =
        MultiGauge.builder("smsieve.accuracy")
            .description("Figures of the last complete window and of the last hour")
            .register(registry);
    MultiGauge examples =
        MultiGauge.builder("smsieve.accuracy.examples")
            .description("Labelled examples with a score that these figures rest on")
            .register(registry);
    registry.gauge(
        "smsieve.accuracy.newest.example.age.seconds", view, AccuracyView::ageOfNewestExample);
    Thread thread = new Thread(() -> run(figures, examples), "smsieve-accuracy-gauges");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(MultiGauge figures, MultiGauge examples) {
    while (!Thread.currentThread().isInterrupted()) {
      refresh(figures, examples);
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  private void refresh(MultiGauge figures, MultiGauge examples) {
    Instant asOf = view.asOf().orElseGet(clock::instant);
    Instant end = Instant.ofEpochMilli(Resolution.MINUTE.start(asOf.toEpochMilli()));
    List<MultiGauge.Row<?>> figureRows = new ArrayList<>();
    List<MultiGauge.Row<?>> exampleRows = new ArrayList<>();
    add("last_window", end.minus(Duration.ofMinutes(1)), end, figureRows, exampleRows);
    add("last_hour", end.minus(Duration.ofHours(1)), end, figureRows, exampleRows);
    figures.register(figureRows, true);
    examples.register(exampleRows, true);
  }

  private void add(
      String name,
      Instant from,
      Instant to,
      List<MultiGauge.Row<?>> figures,
      List<MultiGauge.Row<?>> examples) {
    AccuracyQuery query =
        new AccuracyQuery(
            Optional.empty(),
            List.of(),
            from,
            to,
            Optional.empty(),
            OptionalDouble.empty(),
            Counts.Part.ALL,
            false);
    for (AccuracyAnswer.Series series : view.answer(query).series()) {
      for (AccuracyAnswer.Window window : series.windows()) {
        Tags tags = tags(series).and("window", name);
        examples.add(MultiGauge.Row.of(tags, window.n()));
        for (FigureName figure : SHOWN) {
          Figure found = window.figures().get(figure.json());
          if (found.defined()) {
            figures.add(MultiGauge.Row.of(tags.and("figure", figure.json()), found.value()));
          }
        }
      }
    }
  }

  private static Tags tags(AccuracyAnswer.Series series) {
    AccuracyAnswer.PredictorName predictor = series.predictor();
    return Tags.of(
        "predictor", predictor.name(),
        "version", predictor.version(),
        "profile", predictor.profile(),
        "provider", predictor.provider());
  }
}
