package io.smsieve.evaluation.live;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.Verdict;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.Slices;
import io.smsieve.record.LabelledExample;
import io.smsieve.record.WindowedAccuracy;
import io.smsieve.stream.KafkaConfig;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.RoleParts;
import io.smsieve.stream.StreamSettings;
import io.smsieve.stream.TopicCheck;
import io.smsieve.stream.TopicsConfig;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Puts the role together that evaluates models. */
public final class EvaluationRole {

  /** The role's name, for threads, logs and metrics. */
  public static final String NAME = "evaluation";

  private final EvaluationConfig config;
  private final TopicsConfig topics;
  private final List<EvaluatedModel> models;
  private final EvaluationMetrics metrics;
  private final Properties settings;
  private final SchemaRegistry registry;
  private final ExampleInspector inspector;
  private final RecordEncoder<WindowedAccuracy> encoder;

  /**
   * A role that does nothing yet.
   *
   * @param models at least one
   * @param stateDir where state is kept
   */
  public EvaluationRole(
      EvaluationConfig config,
      TopicsConfig topics,
      KafkaConfig kafka,
      SchemaRegistry registry,
      List<EvaluatedModel> models,
      EvaluationMetrics metrics,
      Path stateDir) {
    this.config = config;
    this.topics = topics;
    this.models = List.copyOf(models);
    this.metrics = metrics;
    this.registry = registry;
    this.settings = settings(config, topics, kafka, stateDir);
    Slices slices = new Slices(config.sliceAttributes().orElse(List.of()));
    this.inspector =
        new ExampleInspector(
            new RecordDecoder<>(registry, LabelledExample.class), new Examples(models, slices));
    this.encoder =
        new RecordEncoder<>(
            registry,
            RecordEncoder.subjectOf(topics.accuracy()),
            WindowedAccuracy.getClassSchema());
  }

  private static Properties settings(
      EvaluationConfig config, TopicsConfig topics, KafkaConfig kafka, Path stateDir) {
    StreamSettings.Role role =
        new StreamSettings.Role(
            NAME,
            config.applicationId(),
            config.threads(),
            config.commitInterval().toMillis(),
            Set.of(topics.evaluation()));
    Properties settings = StreamSettings.of(kafka, role);
    settings.putIfAbsent(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    settings.putIfAbsent(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class.getName());
    return settings;
  }

  /** What makes it run. */
  public RoleParts parts() {
    TopicCheck check =
        new TopicCheck(
            settings,
            topics.evaluation(),
            List.of(topics.deadLetter()),
            List.of(topics.accuracy()));
    return new RoleParts(NAME, check::run, this::probe, this::streams);
  }

  /** Passes when every model gives a verdict and the registry answers and knows what is written. */
  private void probe() {
    for (EvaluatedModel model : models) {
      if (!(model.classifier().classify(List.of(Classifier.PROBE_TEXT)).get(0)
          instanceof Verdict)) {
        throw new ClassifierFailedException(
            "the model " + model.identity().name() + " gives no verdict on a plain text");
      }
    }
    registry.askAgain();
    encoder.schemaId();
  }

  private KafkaStreams streams(OutputLimits limits) {
    EvaluationParts parts =
        new EvaluationParts(
            inspector,
            encoder,
            config.timing(),
            config.minutesFor(),
            config.hoursFor(),
            config.publishInterval(),
            config.maxSliceValues(),
            limits,
            metrics);
    EvaluationTopology topology = new EvaluationTopology(topics, config.slice().bounds());
    return new KafkaStreams(topology.build(parts, settings), settings);
  }
}
