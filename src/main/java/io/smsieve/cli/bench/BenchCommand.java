package io.smsieve.cli.bench;

import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.onnx.BareLoop;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.cli.BundleChoice;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Folders;
import io.smsieve.cli.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve bench}: how near the filter comes to the bare model on this machine. */
@Command(
    name = "bench",
    description = {
      "Measure on this machine, in interleaved rounds of one run: the model alone, tokenising"
          + " alone, topologies without a model, the whole filter exactly once through a broker"
          + " beside it, and latency at a given load.",
    },
    mixinStandardHelpOptions = true,
    subcommands = ReplayBenchCommand.class,
    sortOptions = false)
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BundleChoice bundle;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds after one that is not counted (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Different texts a step, at most (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--light-messages",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Messages of the steps without a model (default: ${DEFAULT-VALUE}).")
  private int light;

  @Option(
      names = "--texts",
      paramLabel = "FILE.jsonl",
      description = "Rows with a field text (default: data/*.jsonl).")
  private List<Path> texts = List.of();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stream threads (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--latency-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How long each of the nine measurements of latency takes; 0: none"
              + " (default: ${DEFAULT-VALUE}).")
  private int latencySeconds;

  @Option(
      names = "--peer",
      paramLabel = "NAME=COMMAND",
      description =
          "Another program to compare with, run in each round with --bootstrap, --texts, --count"
              + " and --partitions; its last line is JSON with messages and seconds.")
  private List<String> peers = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which texts and in which order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter err = spec.commandLine().getErr();
    ModelBundle loaded = bundle.load();
    OnnxOptions options = bundle.options().withCalibration();
    Corpus corpus = Corpus.read(files(), loaded.normaliser(), messages, seed);
    Path work = Files.createTempDirectory("smsieve-bench");
    err.println("smsieve: opening the model");
    try (OnnxClassifier classifier = OnnxClassifier.open(loaded, options);
        BareLoop bareLoop = BareLoop.open(loaded, options, corpus.texts());
        Broker broker = new Broker(Home.folder(), work.resolve("broker"), partitions, threads)) {
      Report report = measure(classifier, bareLoop, corpus, broker, work, err);
      report.print(spec.commandLine().getOut());
      if (json != null) {
        report.write(json);
      }
      return ExitCode.OK;
    } finally {
      Folders.delete(work);
    }
  }

  private void check() {
    if (rounds < 1 || messages < 1 || light < 1 || partitions < 1 || threads < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds, --messages, --light-messages, --partitions, --threads: expected numbers from"
              + " 1");
    }
  }

  private List<Path> files() throws IOException {
    if (!texts.isEmpty()) {
      return texts;
    }
    try (Stream<Path> files = Files.list(Home.folder().resolve("data"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private Report measure(
      OnnxClassifier classifier,
      BareLoop bareLoop,
      Corpus corpus,
      Broker broker,
      Path work,
      PrintWriter err)
      throws IOException {
    Path peerTexts = work.resolve("texts.jsonl");
    Peer.write(corpus, peerTexts);
    Steps steps =
        new Steps(
            bareLoop,
            classifier,
            corpus,
            broker,
            new Drain(broker, work.resolve("state")),
            peers.stream().map(Peer::parse).toList(),
            peerTexts,
            partitions,
            light);
    List<Sample> samples = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      String where = round == 0 ? "warming up" : "round " + round + " of " + rounds;
      List<Sample> found = steps.round(round, step -> err.println(where + ": " + step));
      if (round > 0) {
        samples.addAll(found);
      }
    }
    double rate =
        Ratio.median(
            samples.stream()
                .filter(sample -> sample.step().equals(Steps.FILTER))
                .mapToDouble(Sample::rate)
                .toArray());
    List<OpenLoop.Latency> latency =
        latency(new OpenLoop(broker, work.resolve("state")), steps, rate, err);
    RunPlan plan = classifier.plan().orElseThrow();
    return Report.of(
        Machine.describe(partitions, threads),
        Machine.model(classifier.model(), plan, bareLoop.tokenBudget()),
        Machine.corpus(corpus, bareLoop.lengths()),
        samples,
        latency);
  }

  private List<OpenLoop.Latency> latency(OpenLoop loop, Steps steps, double rate, PrintWriter err) {
    List<OpenLoop.Latency> found = new ArrayList<>();
    if (latencySeconds == 0) {
      return found;
    }
    Duration duration = Duration.ofSeconds(latencySeconds);
    for (int commit : new int[] {100, 20}) {
      Duration interval = Duration.ofMillis(commit);
      for (double load : new double[] {0.1, 0.5, 0.8}) {
        err.println("latency at " + Math.round(100 * load) + "%, commits each " + commit + " ms");
        found.add(
            loop.run(
                Steps.FILTER,
                steps.filter(),
                steps.messages(),
                load,
                load * rate,
                interval,
                duration));
      }
      err.println("latency without a model, commits each " + commit + " ms");
      found.add(
          loop.run(
              Steps.PASS_THROUGH,
              Topologies::passThrough,
              steps.messages(),
              0.5,
              rate / 2,
              interval,
              duration));
    }
    return found;
  }
}
