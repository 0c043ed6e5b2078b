package io.smsieve.filter;

import io.smsieve.classify.Label;
import io.smsieve.stream.AnyTimestamp;
import io.smsieve.stream.SliceBounds;
import io.smsieve.stream.SliceFiller;
import io.smsieve.stream.TopicsConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

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

  private final TopicsConfig topics;
  private final SliceBounds bounds;
  private final Judge judge;

  /** A topology for these topics. */
  public FilterTopology(TopicsConfig topics, SliceBounds bounds, Judge judge) {
    this.topics = topics;
    this.bounds = bounds;
    this.judge = judge;
  }

  /** Draws it. */
  public Topology build(LabelledRecords records) {
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
        .addProcessor(LABEL, () -> new LabelProcessor(records), CLASSIFY)
        .addProcessor(REJECT, () -> new RejectProcessor(records), CLASSIFY)
        .addProcessor(REJECT_TOO_LARGE, () -> new RejectProcessor(records), LABEL)
        .addSink(SPAM, topics.spam(), bytes, bytes, LABEL)
        .addSink(HAM, topics.ham(), bytes, bytes, LABEL)
        .addSink(DEAD_LETTER, topics.deadLetter(), bytes, bytes, REJECT, REJECT_TOO_LARGE);
  }

  static String sinkOf(Label label) {
    return label == Label.SPAM ? SPAM : HAM;
  }
}
