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
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Report(
    Map<String, Object> machine,
    Map<String, Object> model,
    Map<String, Object> corpus,
    List<Sample> rounds,
    Map<String, Double> medians,
    Map<String, Ratio> ratios,
    List<OpenLoop.Latency> latency) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static Report of(
      Map<String, Object> machine,
      Map<String, Object> model,
      Map<String, Object> corpus,
      List<Sample> rounds,
      List<OpenLoop.Latency> latency) {
    Map<String, double[]> rates = rates(rounds);
    Map<String, Double> medians = new LinkedHashMap<>();
    rates.forEach((step, each) -> medians.put(step, Ratio.median(each)));
    return new Report(machine, model, corpus, rounds, medians, ratios(rates), latency);
  }

  private static Map<String, double[]> rates(List<Sample> rounds) {
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (Sample sample : rounds) {
      rates.computeIfAbsent(
          sample.step(),
          step ->
              rounds.stream()
                  .filter(each -> each.step().equals(step))
                  .mapToDouble(Sample::rate)
                  .toArray());
    }
    return rates;
  }

  private static Map<String, Ratio> ratios(Map<String, double[]> rates) {
    Map<String, Ratio> ratios = new LinkedHashMap<>();
    double[] filter = rates.get(Steps.FILTER);
    ratios.put("endToEndToBareLoop", Ratio.of(filter, rates.get(Steps.BARE_LOOP)));
    ratios.put(
        "pollScoringToPassThrough",
        Ratio.of(rates.get(Steps.SLICES), rates.get(Steps.PASS_THROUGH)));
    ratios.put(
        "filterWithoutModelToPassThrough",
        Ratio.of(rates.get(Steps.NO_MODEL), rates.get(Steps.PASS_THROUGH)));
    // Time a message takes to be tokenised, over the time that it takes altogether.
    ratios.put("tokenisingShare", Ratio.of(filter, rates.get(Steps.TOKENISING)));
    ratios.put("repeatedToDistinct", Ratio.of(rates.get(Steps.REPEATED), filter));
    rates.forEach(
        (step, each) -> {
          if (!Steps.OURS.contains(step)) {
            ratios.put("endToEndToPeer." + step, Ratio.of(filter, each));
          }
        });
    return ratios;
  }

  void write(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  void print(PrintWriter out) {
    out.println("machine: " + machine);
    out.println("model: " + model);
    out.println("texts: " + corpus);
    out.println();
    out.printf(Locale.ROOT, "%-28s %12s %12s %12s%n", "messages/s", "median", "least", "most");
    rates(rounds)
        .forEach(
            (step, each) ->
                out.printf(
                    Locale.ROOT,
                    "%-28s %12.1f %12.1f %12.1f%n",
                    step,
                    Ratio.median(each),
                    java.util.Arrays.stream(each).min().orElse(0),
                    java.util.Arrays.stream(each).max().orElse(0)));
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
    out.flush();
  }

  private void printLatency(PrintWriter out) {
    if (latency.isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%-16s %6s %10s %10s %9s %9s %9s %9s%n",
        "latency in ms",
        "load",
        "rate",
        "commit ms",
        "p50",
        "p90",
        "p99",
        "most");
    for (OpenLoop.Latency each : latency) {
      out.printf(
          Locale.ROOT,
          "%-16s %5.0f%% %10.1f %10d %9.1f %9.1f %9.1f %9.1f%n",
          each.step(),
          100 * each.load(),
          each.rate(),
          each.commitMillis(),
          each.p50(),
          each.p90(),
          each.p99(),
          each.max());
    }
  }
}
