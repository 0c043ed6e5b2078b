package io.smsieve.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.smsieve.classify.BundleFinder;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.filter.FilterMetrics;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.SchemaRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** What all roles share. */
@Singleton
public final class ModelBeans {

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
  Classifier classifier(SmsieveConfig config, FilterMetrics metrics) {
    SmsieveConfig.Model model = config.model();
    Path folder =
        model
            .bundle()
            .orElseGet(() -> BundleFinder.find(config.home().resolve(BundleFinder.BUNDLES)));
    OnnxOptions options =
        new OnnxOptions(
            model.profile(),
            config.provider(),
            cuda(config.cuda()),
            model.threads(),
            model.tokenBudget(),
            model.maxRows(),
            model.calibrated());
    return OnnxClassifier.open(ModelBundle.load(folder), options, metrics);
  }

  private static OnnxOptions.Cuda cuda(SmsieveConfig.Cuda cuda) {
    return new OnnxOptions.Cuda(cuda.device(), cuda.memoryLimit(), cuda.options(), cuda.onLoss());
  }

  void close(@Disposes Classifier classifier) {
    classifier.close();
  }
}
