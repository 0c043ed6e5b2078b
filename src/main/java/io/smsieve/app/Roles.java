package io.smsieve.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.Label;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.Verdict;
import io.smsieve.evaluation.live.EvaluationRole;
import io.smsieve.filter.FilterMetrics;
import io.smsieve.filter.FilterTopology;
import io.smsieve.filter.Judge;
import io.smsieve.filter.LabelledRecords;
import io.smsieve.filter.Traffic;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.record.TrafficWindow;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.RoleParts;
import io.smsieve.stream.RoleStatus;
import io.smsieve.stream.RoleStream;
import io.smsieve.stream.StreamSettings;
import io.smsieve.stream.TopicCheck;
import io.smsieve.stream.TopicsConfig;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;

/** The roles of this process. */
@Singleton
public final class Roles {

  /** Exit code when a failure did not pass. */
  public static final int GAVE_UP = 6;

  private final SmsieveConfig config;
  private final Classifier classifier;
  private final FilterMetrics metrics;
  private final Clock clock;
  private final SchemaRegistry registry;
  private final Map<Label, RecordEncoder<LabelledSms>> encoders;
  private final RecordDecoder<IncomingSms> decoder;
  private final Optional<Traffic> traffic;
  private final List<RoleStream> streams;
  private final StreamsMetrics streamsMetrics;

  /** Makes the configured roles; starts none. */
  public Roles(
      SmsieveConfig config,
      Classifier classifier,
      SchemaRegistry registry,
      FilterMetrics metrics,
      MeterRegistry meters,
      Instance<EvaluationRole> evaluation,
      Clock clock) {
    this.config = config;
    this.streamsMetrics = new StreamsMetrics(meters);
    this.classifier = classifier;
    this.metrics = metrics;
    this.clock = clock;
    this.registry = registry;
    this.encoders =
        Map.of(
            Label.SPAM, encoder(registry, config.topics().spam()),
            Label.HAM, encoder(registry, config.topics().ham()));
    // Shared by all that come after a failure: a schema once known is never asked for again.
    this.decoder = new RecordDecoder<>(registry, IncomingSms.class);
    this.traffic =
        config.filter().traffic().enabled() ? Optional.of(traffic(registry)) : Optional.empty();
    List<RoleParts> parts = new ArrayList<>();
    if (config.roles().contains(RoleName.FILTER)) {
      parts.add(filter());
    }
    if (config.roles().contains(RoleName.EVALUATION)) {
      parts.add(watched(evaluation.get().parts()));
    }
    this.streams =
        parts.stream()
            .map(role -> new RoleStream(role, config.retry(), clock, Roles::giveUp))
            .toList();
  }

  private Traffic traffic(SchemaRegistry registry) {
    String subject = RecordEncoder.subjectOf(config.topics().traffic());
    return new Traffic(
        new RecordEncoder<>(registry, subject, TrafficWindow.getClassSchema()),
        classifier::model,
        config.filter().traffic().publishInterval(),
        config.filter().traffic().keptFor(),
        clock);
  }

  private static RecordEncoder<LabelledSms> encoder(SchemaRegistry registry, String topic) {
    return new RecordEncoder<>(
        registry, RecordEncoder.subjectOf(topic), LabelledSms.getClassSchema());
  }

  private RoleParts watched(RoleParts role) {
    RoleParts.Streams streams =
        limits -> streamsMetrics.watch(role.name(), role.streams().create(limits));
    return new RoleParts(role.name(), role.topics(), role.probe(), streams);
  }

  private RoleParts filter() {
    TopicsConfig topics = config.topics();
    StreamSettings.Role role = config.filter().role(topics.incoming());
    Properties settings = StreamSettings.of(config.kafka(), role);
    classifier.plan().ifPresent(plan -> StreamSettings.pollAtLeast(settings, polledRecords(plan)));
    TopicCheck check =
        new TopicCheck(
            settings,
            topics.incoming(),
            List.of(topics.spam(), topics.ham(), topics.deadLetter()),
            traffic.isPresent() ? List.of(topics.traffic()) : List.of());
    return watched(
        new RoleParts(role.name(), check::run, this::probe, limits -> filter(settings, limits)));
  }

  /**
   * Records that one poll should be able to give: two runs, so that one is filled while one runs.
   */
  public static int polledRecords(RunPlan plan) {
    return 2 * plan.maxRows();
  }

  private KafkaStreams filter(Properties settings, OutputLimits limits) {
    Judge judge = Judge.of(config.filter(), decoder, classifier, clock);
    FilterTopology topology =
        new FilterTopology(config.topics(), config.filter().slice().bounds(), judge);
    LabelledRecords records = new LabelledRecords(encoders, limits, metrics, clock);
    return new KafkaStreams(
        traffic
            .map(windows -> topology.build(records, windows))
            .orElseGet(() -> topology.build(records)),
        settings);
  }

  /** Passes when the model gives a verdict and the registry answers and knows what is written. */
  private void probe() {
    if (!(classifier.classify(List.of(Classifier.PROBE_TEXT)).get(0) instanceof Verdict)) {
      throw new ClassifierFailedException("the model gives no verdict on a plain text");
    }
    registry.askAgain();
    encoders.values().forEach(RecordEncoder::schemaId);
    traffic.ifPresent(windows -> windows.encoder().schemaId());
  }

  private static void giveUp() {
    Quarkus.asyncExit(GAVE_UP);
  }

  /** Starts all; returns at once. */
  public void start() {
    streams.forEach(RoleStream::start);
  }

  /**
   * After a signal Quarkus stops in its shutdown hook, beside the main thread, and with the hook
   * the process ends: unless it waits here, that is before the roles have committed, and the model
   * is closed while they use it.
   */
  void stopBeforeAllElse(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent end) {
    stop();
  }

  /** Stops all in order; whoever calls it beside another waits as well. */
  public void stop() {
    streams.forEach(RoleStream::close);
    streamsMetrics.close();
  }

  /** What each says of itself. */
  public List<RoleStatus> status() {
    return streams.stream().map(RoleStream::status).toList();
  }

  /** Records that wait in the partitions of this process, as of the last poll. */
  public long lag() {
    return streams.stream()
        .flatMap(stream -> stream.streams().stream())
        .flatMap(running -> running.metrics().entrySet().stream())
        .filter(metric -> metric.getKey().name().equals("records-lag"))
        .map(metric -> metric.getValue().metricValue())
        .mapToLong(lag -> lag instanceof Number number ? Math.max(0, number.longValue()) : 0)
        .sum();
  }
}
