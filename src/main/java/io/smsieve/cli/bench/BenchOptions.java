package io.smsieve.cli.bench;

import io.smsieve.cli.Home;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much is measured, and with what. */
final class BenchOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(exclusive = false)
  Running running;

  /** What runs already; both or none. */
  static final class Running {

    @Option(
        names = "--bootstrap-server",
        paramLabel = "HOST:PORT",
        required = true,
        description =
            "Measure with this broker; topics of its own are made and deleted (default: a broker"
                + " and a registry of this run).")
    String bootstrapServers;

    @Option(
        names = "--registry",
        paramLabel = "URL",
        required = true,
        description = "The registry beside it: its Confluent-compatible interface.")
    URI registry;
  }

  @Option(
      names = "--steps",
      paramLabel = "NAME",
      split = ",",
      description =
          "Which of bareLoop, tokenising, passThrough, slices, filterWithoutModel, filter,"
              + " filterRepeatedTexts (default: all of these), and filterCountingTraffic,"
              + " examplesDropped, examplesCounted.")
  Set<String> chosen = Set.copyOf(Steps.USUAL);

  @Option(
      names = "--shape",
      paramLabel = "ROWSxTOKENS",
      split = ",",
      description = "Measure the model alone on batches of this shape too, such as 64x32.")
  List<String> shapes = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds after one that is not counted (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Different texts a step, at most (default: ${DEFAULT-VALUE}).")
  int messages;

  @Option(
      names = "--light-messages",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Messages of the steps without a model (default: ${DEFAULT-VALUE}).")
  int light;

  @Option(
      names = "--texts",
      paramLabel = "FILE.jsonl",
      description = "Rows with a field text (default: data/*.jsonl).")
  List<Path> texts = List.of();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  int partitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stream threads (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--latency-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How long each of the eight measurements of latency takes; 0: none"
              + " (default: ${DEFAULT-VALUE}).")
  int latencySeconds;

  @Option(
      names = "--soak",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "At the end, have the filter drain N messages and note memory on the way; 0: do not"
              + " (default: ${DEFAULT-VALUE}).")
  int soak;

  @Option(
      names = "--peer",
      paramLabel = "NAME=COMMAND",
      description =
          "Another program to compare with, run in each round with --bootstrap, --texts, --count"
              + " and --partitions; its last line is JSON with messages and seconds.")
  List<String> peers = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which texts and in which order (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with all figures, and plots.")
  Path html;

  /**
   * Checks the ranges, and what belongs together.
   *
   * @throws ParameterException at the first that is not as it should be
   */
  void check() {
    if (rounds < 1 || messages < 1 || light < 1 || partitions < 1 || threads < 1) {
      throw refusal(
          "--rounds, --messages, --light-messages, --partitions, --threads: expected numbers from"
              + " 1");
    }
    if (latencySeconds < 0 || soak < 0) {
      throw refusal("--latency-seconds, --soak: expected 0 or more");
    }
    if (!Steps.OURS.containsAll(chosen)) {
      throw refusal("--steps: expected some of " + Steps.OURS + ", found " + chosen);
    }
    if (latencySeconds > 0 && !chosen.contains(Steps.FILTER)) {
      throw refusal(
          "--latency-seconds: latency is measured at shares of the filter's rate, and --steps"
              + " leaves the step filter out; add it, or choose 0 seconds");
    }
  }

  private ParameterException refusal(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The files to take texts from. */
  List<Path> files() throws IOException {
    return texts.isEmpty() ? Corpus.own(Home.folder()) : texts;
  }
}
