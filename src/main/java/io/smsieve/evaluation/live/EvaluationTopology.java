package io.smsieve.evaluation.live;

import io.smsieve.stream.AnyTimestamp;
import io.smsieve.stream.SliceBounds;
import io.smsieve.stream.SliceFiller;
import io.smsieve.stream.TopicsConfig;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of the evaluation: examples to changes of counts, in as many tasks as there are
 * partitions; changes to totals, in one.
 */
public final class EvaluationTopology {

  static final String LEDGER = "ledger";
  static final String TOTALS = "totals";

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final TopicsConfig topics;
  private final SliceBounds bounds;

  /** A topology for these topics. */
  public EvaluationTopology(TopicsConfig topics, SliceBounds bounds) {
    this.topics = topics;
    this.bounds = bounds;
  }

  /**
   * Draws it.
   *
   * @param settings those of its Kafka Streams
   */
  public Topology build(EvaluationParts parts, Properties settings) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
    builder.addStateStore(ledger());
    builder.addStateStore(totals());
    KStream<byte[], Counted> counted =
        builder.stream(
                topics.evaluation(),
                Consumed.with(BYTES, BYTES)
                    .withTimestampExtractor(new AnyTimestamp())
                    .withOffsetResetPolicy(AutoOffsetReset.earliest())
                    .withName("examples"))
            .process(() -> count(parts), Named.as("count"), LEDGER);
    counted
        .split(Named.as("outcome-"))
        .branch(
            (key, value) -> value instanceof Counted.Letter,
            Branched.<byte[], Counted>withConsumer(this::toDeadLetter).withName("letter"))
        .branch(
            (key, value) -> value instanceof Counted.Changes,
            Branched.<byte[], Counted>withConsumer(changes -> toTotals(changes, parts))
                .withName("changes"));
    return builder.build(settings);
  }

  private CountProcessor count(EvaluationParts parts) {
    return new CountProcessor(new SliceFiller<>(bounds, parts.inspector()::inspect), parts);
  }

  private void toDeadLetter(KStream<byte[], Counted> letters) {
    letters
        .mapValues(Counted::bytes, Named.as("original"))
        .to(topics.deadLetter(), Produced.with(BYTES, BYTES).withName("dead-letter"));
  }

  private void toTotals(KStream<byte[], Counted> changes, EvaluationParts parts) {
    changes
        .mapValues(Counted::bytes, Named.as("delta"))
        .repartition(Repartitioned.with(BYTES, BYTES).withName("deltas").withNumberOfPartitions(1))
        .process(() -> new TotalProcessor(parts), Named.as("total"), TOTALS)
        .to(topics.accuracy(), Produced.with(BYTES, BYTES).withName("accuracy"));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> ledger() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(LEDGER), Serdes.Bytes(), BYTES);
  }

  private static StoreBuilder<KeyValueStore<String, byte[]>> totals() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(TOTALS), Serdes.String(), BYTES)
        // A window changes many times between two commits and is written once.
        .withCachingEnabled();
  }
}
