package io.smsieve.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.onnx.BareLoop;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.cli.BundleChoice;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Folders;
import io.smsieve.cli.Home;
import io.smsieve.cli.up.EmbeddedLauncher;
import io.smsieve.cli.up.Endpoints;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.RegistryCredentials;
import io.smsieve.stream.avro.SchemaRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve bench replay}: what a replay costs beside the bare model. */
@Command(
    name = "replay",
    description =
        "Measure in interleaved rounds of one run, with a broker beside it: a replay of labelled"
            + " examples with all that belongs to it, and the model alone on the same texts.",
    mixinStandardHelpOptions = true)
final class ReplayBenchCommand implements Callable<Integer> {

  private static final String TOPIC = "bench.evaluation";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

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
      description = "Different texts a round, at most (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || messages < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds, --messages: expected numbers from 1");
    }
    ModelBundle loaded = bundle.load();
    OnnxOptions options = bundle.options().withCalibration();
    Corpus corpus = Corpus.read(files(), loaded.normaliser(), messages, 1);
    Path work = Files.createTempDirectory("smsieve-bench");
    EmbeddedLauncher launcher =
        EmbeddedLauncher.start(Home.folder(), work.resolve("broker"), 0, 0, List.of(TOPIC + ":4"));
    try (OnnxClassifier classifier = OnnxClassifier.open(loaded, options);
        BareLoop bareLoop = BareLoop.open(loaded, options, corpus.texts())) {
      Endpoints endpoints = launcher.awaitReady();
      SchemaRegistry registry =
          new HttpSchemaRegistry(endpoints.registry(), RegistryCredentials.none(), PATIENCE);
      fill(endpoints, registry, corpus);
      ReplayRound replay =
          new ReplayRound(
              endpoints, TOPIC, registry, loaded, classifier, work.resolve("replay.state"));
      measure(bareLoop, replay, corpus.texts().size());
      return ExitCode.OK;
    } finally {
      launcher.stop(PATIENCE);
      Folders.delete(work);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Home.folder().resolve("data"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static void fill(Endpoints endpoints, SchemaRegistry registry, Corpus corpus) {
    RecordEncoder<LabelledExample> encoder =
        new RecordEncoder<>(
            registry, RecordEncoder.subjectOf(TOPIC), LabelledExample.getClassSchema());
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", endpoints.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < corpus.texts().size(); i++) {
        String id = "example-" + i;
        LabelledExample example =
            LabelledExample.newBuilder()
                .setId(id)
                .setText(corpus.texts().get(i))
                .setSpam(i % 2 == 0)
                .setSource("source " + i % 10)
                .setAttributes(Map.of())
                .setObservedAt(Instant.now())
                .build();
        sent.add(
            producer.send(
                new ProducerRecord<>(TOPIC, id.getBytes(UTF_8), encoder.encode(example))));
      }
    }
    sent.forEach(Broker::await);
  }

  private void measure(BareLoop bareLoop, ReplayRound replay, int texts) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    double[] bare = new double[rounds];
    double[] replayed = new double[rounds];
    for (int round = 0; round <= rounds; round++) {
      err.println(round == 0 ? "warming up" : "round " + round + " of " + rounds);
      double first = round % 2 == 0 ? bareRate(bareLoop) : texts / replay.seconds();
      double second = round % 2 == 0 ? texts / replay.seconds() : bareRate(bareLoop);
      if (round > 0) {
        bare[round - 1] = round % 2 == 0 ? first : second;
        replayed[round - 1] = round % 2 == 0 ? second : first;
      }
    }
    Ratio ratio = Ratio.of(replayed, bare);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "model alone %.0f texts/s, replay %.0f examples/s (medians of %d rounds, %d texts)%n"
            + "replay / model alone: %.3f (95%% interval of the mean %.3f to %.3f)%n",
        Ratio.median(bare),
        Ratio.median(replayed),
        rounds,
        texts,
        ratio.median(),
        ratio.low(),
        ratio.high());
    out.flush();
  }

  private static double bareRate(BareLoop bareLoop) {
    return bareLoop.size() / (bareLoop.pass() / 1e9);
  }
}
