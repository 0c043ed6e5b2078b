package io.smsieve.filter;

import io.smsieve.classify.Label;
import io.smsieve.stream.AnyTimestamp;
import io.smsieve.stream.SliceBounds;
import io.smsieve.stream.SliceFiller;
import io.smsieve.stream.TopicsConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The topology of the filter: incoming to spam, ham or dead letter, all as bytes. */
public final class FilterTopology {

  static final String INCOMING = "incoming";
  static final String CLASSIFY = "classify";
  static final String LABEL = "label";
  static final String REJECT = "reject";
  static final String REJECT_TOO_LARGE = "reject-too-large";
  static final String SPAM = "spam";
  static final String HAM = "ham";
  static final String DEAD_LETTER = "dead-letter";
  static final String TRAFFIC = "traffic";
  static final String TRAFFIC_STORE = "traffic-counts";
  private static final String TRAFFIC_WINDOWS = "traffic-windows";

  private final TopicsConfig topics;
  private final SliceBounds bounds;
  private final Judge judge;

  /** A topology for these topics. */
  public FilterTopology(TopicsConfig topics, SliceBounds bounds, Judge judge) {
    this.topics = topics;
    this.bounds = bounds;
    this.judge = judge;
  }

  /** Draws it with the windows of the traffic. */
  public Topology build(LabelledRecords records, Traffic traffic) {
    Serializer<byte[]> bytes = new ByteArraySerializer();
    return build(records, true)
        .addProcessor(
            TRAFFIC,
            () -> new TrafficProcessor(traffic, topics.incoming()),
            LABEL,
            REJECT,
            REJECT_TOO_LARGE)
        .addStateStore(trafficStore(), TRAFFIC)
        .addSink(TRAFFIC_WINDOWS, topics.traffic(), bytes, bytes, TRAFFIC);
  }

  /** In memory, so that two instances on one machine need no folders; its topic restores it. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> trafficStore() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(TRAFFIC_STORE), Serdes.String(), Serdes.ByteArray())
        // A window changes with every message and is written once a commit.
        .withCachingEnabled();
  }

  /** Draws it without the windows of the traffic. */
  public Topology build(LabelledRecords records) {
    return build(records, false);
  }

  private Topology build(LabelledRecords records, boolean counted) {
    Serializer<byte[]> bytes = new ByteArraySerializer();
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            INCOMING,
            new AnyTimestamp(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.incoming())
        .addProcessor(
            CLASSIFY, () -> new ClassifyProcessor(new SliceFiller<>(bounds, judge)), INCOMING)
        .addProcessor(LABEL, () -> new LabelProcessor(records, counted), CLASSIFY)
        .addProcessor(REJECT, () -> new RejectProcessor(records, counted), CLASSIFY)
        .addProcessor(REJECT_TOO_LARGE, () -> new RejectProcessor(records, counted), LABEL)
        .addSink(SPAM, topics.spam(), bytes, bytes, LABEL)
        .addSink(HAM, topics.ham(), bytes, bytes, LABEL)
        .addSink(DEAD_LETTER, topics.deadLetter(), bytes, bytes, REJECT, REJECT_TOO_LARGE);
  }

  static String sinkOf(Label label) {
    return label == Label.SPAM ? SPAM : HAM;
  }
}
