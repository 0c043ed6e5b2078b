package io.smsieve.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.smsieve.classify.BundleFinder;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Precedence;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.filter.FilterMetrics;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.SchemaRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What all roles share. */
@Singleton
public final class ModelBeans {

  /** How long examples wait for live messages at most. */
  private static final Duration PATIENCE_OF_EXAMPLES = Duration.ofSeconds(2);

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  FilterMetrics metrics(MeterRegistry registry, Clock clock) {
    return new FilterMetrics(registry, clock);
  }

  @Produces
  @Singleton
  SchemaRegistry registry(SmsieveConfig config) {
    return new HttpSchemaRegistry(
        config.registry().url(), config.registry().credentials(), config.registry().timeout());
  }

  @Produces
  @Singleton
  ModelBundle bundle(SmsieveConfig config) {
    return ModelBundle.load(
        config
            .model()
            .bundle()
            .orElseGet(() -> BundleFinder.find(config.home().resolve(BundleFinder.BUNDLES))));
  }

  @Produces
  @Singleton
  Precedence precedence() {
    return new Precedence(PATIENCE_OF_EXAMPLES);
  }

  @Produces
  @Singleton
  Classifier classifier(
      SmsieveConfig config, ModelBundle bundle, Precedence precedence, FilterMetrics metrics) {
    return precedence.first(OnnxClassifier.open(bundle, options(config), metrics));
  }

  static OnnxOptions options(SmsieveConfig config) {
    SmsieveConfig.Model model = config.model();
    return new OnnxOptions(
        model.profile(),
        config.provider(),
        cuda(config.cuda()),
        model.threads(),
        model.tokenBudget(),
        model.maxRows(),
        model.calibrated());
  }

  private static OnnxOptions.Cuda cuda(SmsieveConfig.Cuda cuda) {
    return new OnnxOptions.Cuda(cuda.device(), cuda.memoryLimit(), cuda.options(), cuda.onLoss());
  }

  void close(@Disposes Classifier classifier) {
    classifier.close();
  }
}
