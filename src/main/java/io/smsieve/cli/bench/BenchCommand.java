package io.smsieve.cli.bench;

import io.smsieve.app.Roles;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Mixin private BenchOptions options;

  /** What is measured, and with what. */
  private record Subject(
      OnnxClassifier classifier,
      SliceTimes slices,
      BareLoop bareLoop,
      Corpus corpus,
      Broker broker,
      Path work) {}

  @Override
  public Integer call() throws IOException {
    options.check();
    PrintWriter err = spec.commandLine().getErr();
    ModelBundle loaded = bundle.load();
    OnnxOptions runs = bundle.options().withCalibration();
    Corpus corpus =
        Corpus.read(options.files(), loaded.normaliser(), options.messages, options.seed);
    Path work = Files.createTempDirectory("smsieve-bench");
    err.println("smsieve: opening the model");
    SliceTimes slices = new SliceTimes();
    try (OnnxClassifier classifier = OnnxClassifier.open(loaded, runs, slices);
        BareLoop bareLoop = BareLoop.open(loaded, runs, corpus.texts());
        Broker broker = broker(classifier, work)) {
      Subject subject = new Subject(classifier, slices, bareLoop, corpus, broker, work);
      measure(subject, err).print(spec.commandLine().getOut());
      return ExitCode.OK;
    } finally {
      Folders.delete(work);
    }
  }

  private Broker broker(OnnxClassifier classifier, Path work) {
    int polled = Roles.polledRecords(classifier.plan().orElseThrow());
    Broker.Load load = new Broker.Load(options.partitions, options.threads, polled);
    return options.running == null
        ? Broker.embedded(Home.folder(), work.resolve("broker"), load)
        : Broker.running(options.running.bootstrapServers, options.running.registry, load);
  }

  private Report measure(Subject subject, PrintWriter err) throws IOException {
    Drain drain = new Drain(subject.broker(), subject.work().resolve("state"));
    Steps steps = steps(subject, drain);
    Report.Found found = new Report.Found(new ArrayList<>(), List.of(), Optional.empty());
    for (int round = 0; round <= options.rounds; round++) {
      String where = round == 0 ? "warming up" : "round " + round + " of " + options.rounds;
      List<Sample> samples = steps.round(round, step -> err.println(where + ": " + step));
      if (round > 0) {
        found.samples().addAll(samples);
        // What a run of hours has found is not lost when it is broken off.
        report(subject, found);
      }
    }
    List<OpenLoop.Latency> latency = latency(subject, steps, found.samples(), err);
    Optional<Soak.Result> soak = soak(steps, drain, err);
    return report(subject, new Report.Found(found.samples(), latency, soak));
  }

  private Steps steps(Subject subject, Drain drain) throws IOException {
    Broker broker = subject.broker();
    Steps steps =
        new Steps(
            subject.bareLoop(),
            subject.classifier(),
            subject.corpus(),
            broker,
            drain,
            new CountingDrain(broker, subject.corpus(), subject.work().resolve("counting")),
            options.light);
    steps.choose(options.chosen);
    options.shapes.stream().map(Shape::parse).forEach(steps::add);
    Path peerTexts = subject.work().resolve("texts.jsonl");
    Peer.write(subject.corpus(), peerTexts);
    for (String peer : options.peers) {
      steps.add(Peer.parse(peer), broker.bootstrapServers(), peerTexts, options.partitions);
    }
    return steps;
  }

  private Report report(Subject subject, Report.Found found) throws IOException {
    OnnxClassifier classifier = subject.classifier();
    RunPlan plan = classifier.plan().orElseThrow();
    Report report =
        Report.of(
            Machine.describe(options.partitions, options.threads),
            Machine.model(classifier, plan, subject.bareLoop().tokenBudget()),
            Machine.corpus(subject.corpus(), subject.bareLoop().lengths()),
            found);
    if (options.json != null) {
      report.write(options.json);
    }
    if (options.html != null) {
      Files.writeString(options.html, BenchPage.of(report));
    }
    return report;
  }

  private List<OpenLoop.Latency> latency(
      Subject subject, Steps steps, List<Sample> samples, PrintWriter err) {
    if (options.latencySeconds == 0) {
      return List.of();
    }
    double[] rates =
        samples.stream()
            .filter(sample -> sample.step().equals(Steps.FILTER))
            .mapToDouble(Sample::rate)
            .toArray();
    OpenLoop loop =
        new OpenLoop(subject.broker(), subject.work().resolve("state"), subject.slices());
    Duration duration = Duration.ofSeconds(options.latencySeconds);
    return new LatencySteps(loop, steps, duration, err).run(Ratio.median(rates));
  }

  private Optional<Soak.Result> soak(Steps steps, Drain drain, PrintWriter err) {
    if (options.soak == 0) {
      return Optional.empty();
    }
    Soak soak = new Soak(drain, err);
    return Optional.of(soak.run(steps.filter(), steps.messages(), options.soak));
  }
}
