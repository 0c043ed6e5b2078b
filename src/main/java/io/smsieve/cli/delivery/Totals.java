package io.smsieve.cli.delivery;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Verdict;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Recount;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.live.AccuracyAnswer;
import io.smsieve.evaluation.live.AccuracyQuery;
import io.smsieve.evaluation.live.AccuracyView;
import io.smsieve.evaluation.live.CountingProgress;
import io.smsieve.evaluation.live.ViewFeed;
import io.smsieve.evaluation.live.Windows;
import io.smsieve.record.LabelledExample;
import io.smsieve.record.WindowedAccuracy;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The evaluation's totals as their topic has them, held against a recount. */
final class Totals implements AutoCloseable {

  private static final Duration PUBLISHED_EVERY = Duration.ofSeconds(1);
  private static final Duration MINUTES_FOR = Duration.ofDays(1);
  private static final Duration BACK = Duration.ofHours(12);
  private static final double HALF = 0.5;

  private final CountingProgress progress;
  private final ViewFeed feed;
  private final AccuracyView view;

  private Totals(CountingProgress progress, ViewFeed feed, AccuracyView view) {
    this.progress = progress;
    this.feed = feed;
    this.view = view;
  }

  /** Begins to read them. */
  static Totals read(Map<String, Object> client, SchemaRegistry registry, Topics topics) {
    Clock clock = Clock.systemUTC();
    CountingProgress progress =
        new CountingProgress(
            client, topics.evaluationId(), topics.evaluation(), PUBLISHED_EVERY, clock);
    Windows windows = new Windows();
    ViewFeed feed =
        new ViewFeed(
            client,
            topics.accuracy(),
            new RecordDecoder<>(registry, WindowedAccuracy.class),
            windows,
            progress);
    feed.start();
    return new Totals(progress, feed, new AccuracyView(windows, feed::asOf, MINUTES_FOR, clock));
  }

  /** Whether everything is counted that was written before an instant. */
  boolean countedUpTo(Instant instant) {
    return feed.asOf().map(instant::isBefore).orElse(false);
  }

  /**
   * How far the totals are from a recount.
   *
   * @param bundle folder of the model, whose verdicts are asked for anew
   * @return the sum of all differences; 0 when every count is right
   */
  long wrong(Recount recount, Path bundle) {
    AccuracyAnswer answer = everything();
    Map<String, ToDoubleFunction<String>> scores = new HashMap<>();
    scores.put(Predictors.HAM_ONLY.name(), text -> 0);
    scores.put(Predictors.SPAM_ONLY.name(), text -> 1);
    ModelBundle model = ModelBundle.load(bundle);
    try (Classifier classifier = OnnxClassifier.open(model, OnnxOptions.defaults())) {
      scores.put(classifier.model().name(), verdicts(classifier));
    }
    long wrong = 0;
    for (Map.Entry<String, ToDoubleFunction<String>> predictor : scores.entrySet()) {
      for (Map.Entry<String, Predicate<LabelledExample>> slice : slices().entrySet()) {
        Confusion counted = confusion(answer, predictor.getKey(), slice.getKey());
        Confusion right = recount.confusion(slice.getValue(), predictor.getValue(), HALF);
        wrong += distance(counted, right);
      }
    }
    return wrong;
  }

  private AccuracyAnswer everything() {
    Instant now = Instant.now();
    return view.answer(
        new AccuracyQuery(
            Optional.empty(),
            List.of(AccuracyQuery.EVERY),
            now.minus(BACK),
            now,
            Optional.empty(),
            OptionalDouble.empty(),
            Counts.Part.ALL,
            false));
  }

  private static Map<String, Predicate<LabelledExample>> slices() {
    Map<String, Predicate<LabelledExample>> slices = new HashMap<>();
    slices.put(Slices.ALL, example -> true);
    for (int i = 0; i < Examples.SOURCES; i++) {
      String source = Examples.source(i);
      slices.put("source=" + source, example -> example.getSource().equals(source));
    }
    return slices;
  }

  /** 1 for what a model calls spam, else 0; asked here, away from the process. */
  private static ToDoubleFunction<String> verdicts(Classifier classifier) {
    List<String> texts = Examples.texts();
    List<Outcome> outcomes = classifier.classify(texts);
    Map<String, Double> verdicts = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      boolean spam = outcomes.get(i) instanceof Verdict v && v.label() == Label.SPAM;
      verdicts.put(texts.get(i), spam ? 1.0 : 0.0);
    }
    return verdicts::get;
  }

  private static Confusion confusion(AccuracyAnswer answer, String predictor, String slice) {
    long[] counts = new long[4];
    for (AccuracyAnswer.Series series : answer.series()) {
      if (series.predictor().name().equals(predictor) && series.slice().equals(slice)) {
        for (AccuracyAnswer.Window window : series.windows()) {
          counts[0] += window.truePositives();
          counts[1] += window.falsePositives();
          counts[2] += window.trueNegatives();
          counts[3] += window.falseNegatives();
        }
      }
    }
    return new Confusion(counts[0], counts[1], counts[2], counts[3]);
  }

  private static long distance(Confusion one, Confusion other) {
    return Math.abs(one.truePositives() - other.truePositives())
        + Math.abs(one.falsePositives() - other.falsePositives())
        + Math.abs(one.trueNegatives() - other.trueNegatives())
        + Math.abs(one.falseNegatives() - other.falseNegatives());
  }

  @Override
  public void close() {
    feed.close();
    progress.close();
  }
}
