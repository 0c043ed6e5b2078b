package io.smsieve.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Precedence;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.live.AccuracyGauges;
import io.smsieve.evaluation.live.AccuracyView;
import io.smsieve.evaluation.live.CountingProgress;
import io.smsieve.evaluation.live.EvaluationMetrics;
import io.smsieve.evaluation.live.EvaluationRole;
import io.smsieve.evaluation.live.ViewFeed;
import io.smsieve.evaluation.live.Windows;
import io.smsieve.record.WindowedAccuracy;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.SchemaRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the evaluation is made of, and the view of its windows. */
@Singleton
public final class EvaluationBeans {

  private static final Path STATE = Path.of(".smsieve", "state");

  /**
   * The models that are evaluated.
   *
   * @param models the live one among them, if it is
   * @param own those that were opened for this
   */
  record Models(List<EvaluatedModel> models, List<Classifier> own) {}

  @Produces
  @Singleton
  Models models(
      SmsieveConfig config, ModelBundle live, Classifier classifier, Precedence precedence) {
    List<EvaluatedModel> models = new ArrayList<>();
    List<Classifier> own = new ArrayList<>();
    for (Path folder : config.evaluation().bundles().orElse(List.of(live.folder()))) {
      if (folder.toAbsolutePath().normalize().equals(live.folder().toAbsolutePath().normalize())) {
        models.add(EvaluatedModel.of(live, precedence.behind(classifier)));
      } else {
        ModelBundle bundle = ModelBundle.load(folder);
        Classifier opened = OnnxClassifier.open(bundle, ModelBeans.options(config));
        own.add(opened);
        models.add(EvaluatedModel.of(bundle, precedence.behind(opened)));
      }
    }
    return new Models(models, own);
  }

  void close(@Disposes Models models) {
    models.own().forEach(Classifier::close);
  }

  @Produces
  @Singleton
  EvaluationRole role(
      SmsieveConfig config, SchemaRegistry registry, Models models, MeterRegistry metrics) {
    return new EvaluationRole(
        config.evaluation(),
        config.topics(),
        config.kafka(),
        registry,
        models.models(),
        new EvaluationMetrics(metrics),
        config.evaluation().stateDir().orElseGet(() -> config.home().resolve(STATE)));
  }

  @Produces
  @Singleton
  Windows windows() {
    return new Windows();
  }

  @Produces
  @Singleton
  CountingProgress progress(SmsieveConfig config, Clock clock) {
    return new CountingProgress(
        client(config),
        config.evaluation().applicationId(),
        config.topics().evaluation(),
        config.evaluation().publishInterval(),
        clock);
  }

  @Produces
  @Singleton
  ViewFeed feed(
      SmsieveConfig config, SchemaRegistry registry, Windows windows, CountingProgress progress) {
    return new ViewFeed(
        client(config),
        config.topics().accuracy(),
        new RecordDecoder<>(registry, WindowedAccuracy.class),
        windows,
        progress);
  }

  @Produces
  @Singleton
  AccuracyView view(SmsieveConfig config, Windows windows, ViewFeed feed, Clock clock) {
    return new AccuracyView(windows, feed::asOf, config.evaluation().minutesFor(), clock);
  }

  void start(
      @Observes StartupEvent started,
      SmsieveConfig config,
      ViewFeed feed,
      AccuracyView view,
      MeterRegistry metrics,
      Clock clock) {
    if (config.evaluation().view()) {
      new AccuracyGauges(view, clock).register(metrics);
      feed.start();
    }
  }

  void stop(@Observes ShutdownEvent stopped, ViewFeed feed, CountingProgress progress) {
    feed.close();
    progress.close();
  }

  private static Map<String, Object> client(SmsieveConfig config) {
    Map<String, Object> client = new HashMap<>(config.kafka().properties());
    client.put("bootstrap.servers", config.kafka().bootstrapServers());
    return client;
  }
}
