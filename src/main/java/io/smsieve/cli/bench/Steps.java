package io.smsieve.cli.bench;

import io.smsieve.app.SmsieveConfig;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.onnx.BareLoop;
import io.smsieve.stream.avro.SchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;

/** The steps of a round, one after another, so that all rounds meet the same machine. */
final class Steps {

  static final String BARE_LOOP = "bareLoop";
  static final String TOKENISING = "tokenising";
  static final String PASS_THROUGH = "passThrough";
  static final String SLICES = "slices";
  static final String NO_MODEL = "filterWithoutModel";
  static final String FILTER = "filter";
  static final String REPEATED = "filterRepeatedTexts";
  static final Set<String> OURS =
      Set.of(BARE_LOOP, TOKENISING, PASS_THROUGH, SLICES, NO_MODEL, FILTER, REPEATED);

  /** How often a text comes in the step with repeated texts. */
  static final int REPEATS = 10;

  private final BareLoop bareLoop;
  private final Classifier classifier;
  private final Corpus corpus;
  private final Broker broker;
  private final Drain drain;
  private final SchemaRegistry registry;
  private final List<Peer> peers;
  private final Path peerTexts;
  private final int partitions;
  private final int light;
  private final List<byte[]> messages;

  /**
   * Steps.
   *
   * @param light messages of the steps without a model
   */
  Steps(
      BareLoop bareLoop,
      Classifier classifier,
      Corpus corpus,
      Broker broker,
      Drain drain,
      List<Peer> peers,
      Path peerTexts,
      int partitions,
      int light) {
    this.bareLoop = bareLoop;
    this.classifier = classifier;
    this.corpus = corpus;
    this.broker = broker;
    this.drain = drain;
    this.registry = broker.registry();
    this.peers = List.copyOf(peers);
    this.peerTexts = peerTexts;
    this.partitions = partitions;
    this.light = light;
    this.messages = Topologies.messages(corpus, corpus.texts().size(), registry);
  }

  List<byte[]> messages() {
    return messages;
  }

  Function<SmsieveConfig, Topology> filter() {
    return Topologies.filter(classifier, registry);
  }

  /** One round; tells each step's name before it runs. */
  List<Sample> round(int round, Consumer<String> progress) {
    int all = corpus.texts().size();
    List<Sample> samples = new ArrayList<>();
    progress.accept(BARE_LOOP);
    samples.add(new Sample(BARE_LOOP, round, bareLoop.size(), bareLoop.pass() / 1e9));
    progress.accept(TOKENISING);
    samples.add(tokenising(round));
    progress.accept(PASS_THROUGH);
    samples.add(drain.run(PASS_THROUGH, round, Topologies::passThrough, messages, light));
    progress.accept(SLICES);
    samples.add(drain.run(SLICES, round, Topologies::slices, messages, light));
    progress.accept(NO_MODEL);
    samples.add(
        drain.run(
            NO_MODEL,
            round,
            Topologies.filter(new ConstantClassifier(), registry),
            messages,
            light));
    progress.accept(FILTER);
    samples.add(drain.run(FILTER, round, filter(), messages, all));
    progress.accept(REPEATED);
    List<byte[]> few = messages.subList(0, Math.max(1, all / REPEATS));
    samples.add(drain.run(REPEATED, round, filter(), few, all));
    for (Peer peer : peers) {
      progress.accept(peer.name());
      samples.add(peer.run(round, broker.bootstrapServers(), peerTexts, all, partitions));
    }
    return samples;
  }

  private Sample tokenising(int round) {
    long start = System.nanoTime();
    int done = 0;
    while (done < light) {
      classifier.prepare(corpus.texts());
      done += corpus.texts().size();
    }
    return new Sample(TOKENISING, round, done, (System.nanoTime() - start) / 1e9);
  }
}
