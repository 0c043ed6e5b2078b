package io.smsieve.replay;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.Bins;
import io.smsieve.evaluation.Contribution;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.Intervals;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.ScoreCounts;
import io.smsieve.evaluation.Scored;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Makes the report of what was counted. */
final class Reporter {

  private static final Comparator<String> ALL_FIRST =
      Comparator.comparing((String slice) -> !slice.equals(Slices.ALL))
          .thenComparing(Comparator.naturalOrder());

  private final List<Candidate> candidates;
  private final ReportOptions options;
  private final Totals totals;
  private final List<Map.Entry<String, Comparison.Known>> examples;

  Reporter(
      List<Candidate> candidates,
      ReportOptions options,
      Totals totals,
      Collection<Map<String, Comparison.Known>> memory) {
    this.candidates = candidates;
    this.options = options;
    this.totals = totals;
    // The order in which partitions are read differs from run to run; that of the ids does not.
    this.examples =
        memory.stream()
            .flatMap(known -> known.entrySet().stream())
            .filter(each -> each.getValue().contribution().kind().truth().isPresent())
            .sorted(Map.Entry.comparingByKey())
            .toList();
  }

  List<PredictorReport> predictors() {
    Map<ModelIdentity, NavigableMap<String, Part>> parts = addUp();
    List<PredictorReport> reports = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      reports.add(report(candidates.get(i), parts, options.errors() ? errors(i) : null));
    }
    for (ModelIdentity baseline : List.of(Predictors.HAM_ONLY, Predictors.SPAM_ONLY)) {
      reports.add(report(new Candidate(baseline, Predictors.BASELINE_THRESHOLD), parts, null));
    }
    return reports;
  }

  private static PredictorReport report(
      Candidate candidate,
      Map<ModelIdentity, NavigableMap<String, Part>> parts,
      List<ExampleReport> errors) {
    NavigableMap<String, Part> own = parts.getOrDefault(candidate.identity(), new TreeMap<>());
    // An empty input has a report as well, in which every figure says why it is not defined.
    own.computeIfAbsent(Slices.ALL, slice -> new Part(candidate.threshold()));
    List<SliceReport> slices = new ArrayList<>();
    own.forEach((slice, part) -> slices.add(part.report(slice)));
    return new PredictorReport(
        candidate.identity(),
        Predictors.isBaseline(candidate.identity()),
        candidate.threshold(),
        slices,
        errors);
  }

  /** The whole of a slice, and its parts by time. */
  private static final class Part {
    private final double threshold;
    private final Counts whole;
    private final NavigableMap<Long, Counts> windows = new TreeMap<>();
    private long step;

    private Part(double threshold) {
      this.threshold = threshold;
      this.whole = new Counts(Bins.around(threshold));
    }

    private SliceReport report(String slice) {
      List<WindowReport> parts = new ArrayList<>();
      windows.forEach((start, counts) -> parts.add(WindowReport.of(start, start + step, counts)));
      return SliceReport.of(slice, whole, parts);
    }
  }

  private Map<ModelIdentity, NavigableMap<String, Part>> addUp() {
    Map<ModelIdentity, Double> thresholds = new HashMap<>();
    candidates.forEach(each -> thresholds.put(each.identity(), each.threshold()));
    long step = options.step().map(Duration::toMillis).orElse(0L);
    Map<ModelIdentity, NavigableMap<String, Part>> parts = new HashMap<>();
    totals.forEach(
        (key, cell) -> {
          double threshold =
              thresholds.getOrDefault(key.predictor(), Predictors.BASELINE_THRESHOLD);
          Part part =
              parts
                  .computeIfAbsent(key.predictor(), predictor -> new TreeMap<>(ALL_FIRST))
                  .computeIfAbsent(key.slice(), slice -> new Part(threshold));
          part.whole.add(cell, Counts.Part.ALL);
          if (step > 0) {
            part.step = step;
            part.windows
                .computeIfAbsent(
                    Math.floorDiv(key.windowStart(), step) * step,
                    start -> new Counts(Bins.around(part.threshold)))
                .add(cell, Counts.Part.ALL);
          }
        });
    return parts;
  }

  private List<ExampleReport> errors(int model) {
    List<ExampleReport> errors = new ArrayList<>();
    for (Map.Entry<String, Comparison.Known> each : examples) {
      Contribution contribution = each.getValue().contribution();
      Scored scored = contribution.scores().get(model);
      if (scored.hasScore() && scored.verdict() != contribution.kind().truth().orElseThrow()) {
        errors.add(named(each, List.of(scored)));
      }
    }
    return errors;
  }

  private ExampleReport named(Map.Entry<String, Comparison.Known> example, List<Scored> scored) {
    Comparison.Known known = example.getValue();
    boolean spam = known.contribution().kind() == Contribution.Kind.SPAM;
    List<Double> scores =
        scored.stream().map(each -> (double) each.units() / ScoreCounts.UNITS).toList();
    return new ExampleReport(example.getKey(), spam, scores, options.texts() ? known.text() : null);
  }

  List<PairReport> pairs() {
    List<PairReport> pairs = new ArrayList<>();
    for (int first = 0; first < candidates.size(); first++) {
      for (int second = first + 1; second < candidates.size(); second++) {
        pairs.add(pair(first, second));
      }
    }
    return Collections.unmodifiableList(pairs);
  }

  private PairReport pair(int first, int second) {
    long[][] right = new long[2][2];
    long notScored = 0;
    List<ExampleReport> differing = new ArrayList<>();
    for (Map.Entry<String, Comparison.Known> each : examples) {
      Contribution contribution = each.getValue().contribution();
      Truth truth = contribution.kind().truth().orElseThrow();
      Scored a = contribution.scores().get(first);
      Scored b = contribution.scores().get(second);
      if (!a.hasScore() || !b.hasScore()) {
        notScored++;
        continue;
      }
      right[a.verdict() == truth ? 1 : 0][b.verdict() == truth ? 1 : 0]++;
      if (a.verdict() != b.verdict()) {
        differing.add(named(each, List.of(a, b)));
      }
    }
    return new PairReport(
        candidates.get(first).identity(),
        candidates.get(second).identity(),
        right[1][1] + right[1][0] + right[0][1] + right[0][0],
        right[1][1],
        right[1][0],
        right[0][1],
        right[0][0],
        notScored,
        Intervals.exactMcNemar(right[1][0], right[0][1]),
        Intervals.difference(right[1][1], right[1][0], right[0][1], right[0][0]),
        differing);
  }
}
