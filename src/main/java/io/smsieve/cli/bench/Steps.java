package io.smsieve.cli.bench;

import io.smsieve.app.SmsieveConfig;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.onnx.BareLoop;
import io.smsieve.stream.avro.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.streams.Topology;

/** The steps of a round, one after another, so that all rounds meet the same machine. */
final class Steps {

  static final String BARE_LOOP = "bareLoop";
  static final String TOKENISING = "tokenising";
  static final String PASS_THROUGH = "passThrough";
  static final String SLICES = "slices";
  static final String NO_MODEL = "filterWithoutModel";
  static final String TRAFFIC = "filterCountingTraffic";
  static final String FILTER = "filter";
  static final String REPEATED = "filterRepeatedTexts";
  static final String DROPPED = "examplesDropped";
  static final String COUNTED = "examplesCounted";

  /** Those that run when none is named. */
  static final List<String> USUAL =
      List.of(BARE_LOOP, TOKENISING, PASS_THROUGH, SLICES, NO_MODEL, FILTER, REPEATED);

  /** All of them, in the order in which they run. */
  static final List<String> OURS =
      List.of(
          BARE_LOOP,
          TOKENISING,
          PASS_THROUGH,
          SLICES,
          NO_MODEL,
          TRAFFIC,
          FILTER,
          REPEATED,
          DROPPED,
          COUNTED);

  /** How often a text comes in the step with repeated texts. */
  static final int REPEATS = 10;

  private static final Duration OF_SHAPE = Duration.ofSeconds(1);

  private final BareLoop bareLoop;
  private final Classifier classifier;
  private final Corpus corpus;
  private final Drain drain;
  private final CountingDrain counting;
  private final SchemaRegistry registry;
  private final int light;
  private final List<byte[]> messages;
  private final Map<String, IntFunction<Sample>> steps = new LinkedHashMap<>();

  /**
   * Steps; none is chosen yet.
   *
   * @param light messages of the steps without a model
   */
  Steps(
      BareLoop bareLoop,
      Classifier classifier,
      Corpus corpus,
      Broker broker,
      Drain drain,
      CountingDrain counting,
      int light) {
    this.counting = counting;
    this.bareLoop = bareLoop;
    this.classifier = classifier;
    this.corpus = corpus;
    this.drain = drain;
    this.registry = broker.registry();
    this.light = light;
    this.messages = Topologies.messages(corpus, corpus.texts().size(), registry);
  }

  /** Adds those of ours that are named. */
  void choose(Set<String> names) {
    Map<String, IntFunction<Sample>> all = ours();
    OURS.stream().filter(names::contains).forEach(name -> steps.put(name, all.get(name)));
  }

  private Map<String, IntFunction<Sample>> ours() {
    int count = corpus.texts().size();
    List<byte[]> few = messages.subList(0, Math.max(1, count / REPEATS));
    Function<SmsieveConfig, Topology> noModel =
        Topologies.filter(new ConstantClassifier(), registry);
    Function<SmsieveConfig, Topology> traffic =
        Topologies.filterCountingTraffic(new ConstantClassifier(), registry);
    Map<String, IntFunction<Sample>> all = new HashMap<>();
    all.put(BARE_LOOP, this::bareLoop);
    all.put(TOKENISING, this::tokenising);
    all.put(
        PASS_THROUGH,
        round -> drain.run(PASS_THROUGH, round, Topologies::passThrough, messages, light));
    all.put(SLICES, round -> drain.run(SLICES, round, Topologies::slices, messages, light));
    all.put(NO_MODEL, round -> drain.run(NO_MODEL, round, noModel, messages, light));
    all.put(TRAFFIC, round -> drain.run(TRAFFIC, round, traffic, messages, light));
    all.put(FILTER, round -> drain.run(FILTER, round, filter(), messages, count));
    all.put(REPEATED, round -> drain.run(REPEATED, round, filter(), few, count));
    all.put(DROPPED, round -> counting.dropped(DROPPED, round, light));
    all.put(COUNTED, round -> counting.counted(COUNTED, round, light));
    return all;
  }

  /** Adds the model alone on batches of one shape. */
  void add(Shape shape) {
    steps.put(shape.step(), round -> shaped(shape, round));
  }

  /** Adds another program. */
  void add(Peer peer, String bootstrapServers, Path texts, int partitions) {
    int count = corpus.texts().size();
    steps.put(peer.name(), round -> peer.run(round, bootstrapServers, texts, count, partitions));
  }

  List<byte[]> messages() {
    return messages;
  }

  Function<SmsieveConfig, Topology> filter() {
    return Topologies.filter(classifier, registry);
  }

  /** One round; tells each step's name before it runs. */
  List<Sample> round(int round, Consumer<String> progress) {
    List<Sample> samples = new ArrayList<>();
    steps.forEach(
        (name, step) -> {
          progress.accept(name);
          samples.add(step.apply(round));
        });
    return samples;
  }

  private Sample bareLoop(int round) {
    long processor = ProcessorTime.own();
    double seconds = bareLoop.pass() / 1e9;
    return new Sample(BARE_LOOP, round, bareLoop.size(), seconds, since(processor));
  }

  private static double since(long processor) {
    return (ProcessorTime.own() - processor) / 1e9;
  }

  private Sample tokenising(int round) {
    long processor = ProcessorTime.own();
    long start = System.nanoTime();
    int done = 0;
    while (done < light) {
      classifier.prepare(corpus.texts());
      done += corpus.texts().size();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sample(TOKENISING, round, done, seconds, since(processor));
  }

  private Sample shaped(Shape shape, int round) {
    long processor = ProcessorTime.own();
    long nanos = 0;
    long done = 0;
    while (nanos < OF_SHAPE.toNanos()) {
      nanos += bareLoop.run(shape.rows(), shape.tokens());
      done += shape.rows();
    }
    return new Sample(shape.step(), round, done, nanos / 1e9, since(processor));
  }
}
