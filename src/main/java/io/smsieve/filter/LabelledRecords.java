package io.smsieve.filter;

import io.smsieve.classify.Label;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Verdict;
import io.smsieve.record.LabelledSms;
import io.smsieve.record.Predictor;
import io.smsieve.record.Provider;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.avro.RecordEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** How records of the output topics are made. Thread-safe. */
public final class LabelledRecords {

  private final Map<Label, RecordEncoder<LabelledSms>> encoders;
  private final Map<ModelIdentity, Predictor> predictors = new ConcurrentHashMap<>();
  private final OutputLimits limits;
  private final FilterMetrics metrics;
  private final Clock clock;

  /**
   * A maker of records.
   *
   * @param encoders one for each label
   */
  public LabelledRecords(
      Map<Label, RecordEncoder<LabelledSms>> encoders,
      OutputLimits limits,
      FilterMetrics metrics,
      Clock clock) {
    this.encoders = Map.copyOf(encoders);
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
  }

  LabelledSms of(Judgement.Labelled labelled, RecordMetadata source) {
    Verdict verdict = labelled.verdict();
    return LabelledSms.newBuilder()
        .setMessage(labelled.message())
        .setLabel(io.smsieve.record.Label.valueOf(verdict.label().name()))
        .setSpamProbability(verdict.spamProbability())
        .setPoliticalProbability(
            verdict.politicalProbability().isPresent()
                ? verdict.politicalProbability().getAsDouble()
                : null)
        .setThreshold(verdict.threshold())
        .setTokens(verdict.tokens())
        .setTruncated(verdict.truncated())
        .setPredictor(predictors.computeIfAbsent(labelled.model(), LabelledRecords::predictor))
        .setSourceTopic(source.topic())
        .setSourcePartition(source.partition())
        .setSourceOffset(source.offset())
        .setLabelledAt(now())
        .build();
  }

  private static Predictor predictor(ModelIdentity identity) {
    return Predictor.newBuilder()
        .setName(identity.name())
        .setVersion(identity.version())
        .setProfile(identity.profile())
        .setHash(identity.hash())
        .setProvider(Provider.valueOf(identity.provider().name()))
        .build();
  }

  byte[] encode(LabelledSms sms, Label label) {
    return encoders.get(label).encode(sms);
  }

  OutputLimits limits() {
    return limits;
  }

  FilterMetrics metrics() {
    return metrics;
  }

  Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /** The nearest timestamp that the output topics accept. */
  long timestamp(long wanted) {
    return limits.timestamp(wanted, clock.millis());
  }
}
