package io.smsieve.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a run of the bench found.
 *
 * @param machine what it ran on
 * @param model what was measured
 * @param corpus what it was measured with
 * @param rounds every step of every round
 * @param medians messages a second by step
 * @param ratios by name
 * @param latency at a given load
 * @param soak the long run, where there was one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Report(
    Map<String, Object> machine,
    Map<String, Object> model,
    Map<String, Object> corpus,
    List<Sample> rounds,
    Map<String, Double> medians,
    Map<String, Ratio> ratios,
    List<OpenLoop.Latency> latency,
    List<Soak.Result> soak) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What the steps gave. */
  record Found(List<Sample> samples, List<OpenLoop.Latency> latency, Optional<Soak.Result> soak) {}

  static Report of(
      Map<String, Object> machine,
      Map<String, Object> model,
      Map<String, Object> corpus,
      Found found) {
    Map<String, double[]> rates = rates(found.samples());
    Map<String, Double> medians = new LinkedHashMap<>();
    rates.forEach((step, each) -> medians.put(step, Ratio.median(each)));
    return new Report(
        machine,
        model,
        corpus,
        List.copyOf(found.samples()),
        medians,
        ratios(rates, perProcessor(found.samples())),
        found.latency(),
        found.soak().stream().toList());
  }

  /** Messages a second of each round, by step. */
  Map<String, double[]> rates() {
    return rates(rounds);
  }

  private static Map<String, double[]> rates(List<Sample> rounds) {
    return bySteps(rounds, Sample::rate);
  }

  private static Map<String, double[]> perProcessor(List<Sample> rounds) {
    return bySteps(
        rounds.stream().filter(sample -> sample.processorSeconds() > 0).toList(),
        Sample::rateOfProcessor);
  }

  private static Map<String, double[]> bySteps(List<Sample> rounds, ToDoubleFunction<Sample> rate) {
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (Sample sample : rounds) {
      rates.computeIfAbsent(
          sample.step(),
          step ->
              rounds.stream().filter(each -> each.step().equals(step)).mapToDouble(rate).toArray());
    }
    return rates;
  }

  private static Map<String, Ratio> ratios(
      Map<String, double[]> rates, Map<String, double[]> perProcessor) {
    Map<String, Ratio> ratios = new LinkedHashMap<>();
    put(ratios, "endToEndToBareLoop", rates, Steps.FILTER, Steps.BARE_LOOP);
    // The same in processor time, broker included: what a busy machine cannot blur.
    put(ratios, "endToEndToBareLoopProcessorTime", perProcessor, Steps.FILTER, Steps.BARE_LOOP);
    put(ratios, "pollScoringToPassThrough", rates, Steps.SLICES, Steps.PASS_THROUGH);
    put(ratios, "filterWithoutModelToPassThrough", rates, Steps.NO_MODEL, Steps.PASS_THROUGH);
    // Time a message takes to be tokenised, over the time that it takes altogether.
    put(ratios, "tokenisingShare", rates, Steps.FILTER, Steps.TOKENISING);
    put(ratios, "repeatedToDistinct", rates, Steps.REPEATED, Steps.FILTER);
    for (String step : rates.keySet()) {
      if (!Steps.OURS.contains(step) && !step.startsWith(Steps.BARE_LOOP)) {
        put(ratios, "endToEndToPeer." + step, rates, Steps.FILTER, step);
      }
    }
    return ratios;
  }

  /** Where both were measured. */
  private static void put(
      Map<String, Ratio> ratios,
      String name,
      Map<String, double[]> rates,
      String step,
      String base) {
    if (rates.containsKey(step) && rates.containsKey(base)) {
      ratios.put(name, Ratio.of(rates.get(step), rates.get(base)));
    }
  }

  void write(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  void print(PrintWriter out) {
    out.println("machine: " + machine);
    out.println("model: " + model);
    out.println("texts: " + corpus);
    out.println();
    out.printf(
        Locale.ROOT,
        "%-28s %12s %12s %12s %14s%n",
        "messages/s",
        "median",
        "least",
        "most",
        "cpu us/message");
    Map<String, double[]> processor = perProcessor(rounds);
    rates(rounds)
        .forEach(
            (step, each) ->
                out.printf(
                    Locale.ROOT,
                    "%-28s %12.1f %12.1f %12.1f %14s%n",
                    step,
                    Ratio.median(each),
                    java.util.Arrays.stream(each).min().orElse(0),
                    java.util.Arrays.stream(each).max().orElse(0),
                    processor.containsKey(step)
                        ? Math.round(1e6 / Ratio.median(processor.get(step)))
                        : "-"));
    out.println();
    out.printf(Locale.ROOT, "%-36s %8s   95%% interval%n", "ratio of rates", "median");
    ratios.forEach(
        (name, ratio) ->
            out.printf(
                Locale.ROOT,
                "%-36s %8.3f   %.3f to %.3f%n",
                name,
                ratio.median(),
                ratio.low(),
                ratio.high()));
    printLatency(out);
    soak.forEach(each -> out.printf("%n%s%n", each));
    out.flush();
  }

  private void printLatency(PrintWriter out) {
    if (latency.isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%-16s %6s %10s %10s %9s %9s %9s %9s %9s%n",
        "latency in ms",
        "load",
        "rate",
        "commit ms",
        "p50",
        "p90",
        "p99",
        "most",
        "slice p99");
    for (OpenLoop.Latency each : latency) {
      out.printf(
          Locale.ROOT,
          "%-16s %5.0f%% %10.1f %10d %9.1f %9.1f %9.1f %9.1f %9.1f%n",
          each.step(),
          100 * each.load(),
          each.rate(),
          each.commitMillis(),
          each.p50(),
          each.p90(),
          each.p99(),
          each.max(),
          each.sliceP99());
    }
  }
}
