package io.smsieve.cli;

import io.smsieve.classify.BundleFinder;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.classify.onnx.ProviderChoice;
import io.smsieve.evaluation.EvaluatedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that score with several bundles side by side. */
final class BundleChoices {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description =
          "Folder of a model bundle; give it again for each one to compare (default:"
              + " smsieve-minilm in model/bundles, else the only one there).")
  private List<Path> bundles = List.of();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Profile: once for all bundles, or once for each in their order (default: each bundle's"
              + " own for the provider).")
  private List<String> profiles = List.of();

  @Option(
      names = "--provider",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "auto",
      description = "What computes (default: ${DEFAULT-VALUE}).")
  private ProviderChoice provider;

  /** Opens all of them, in order; tells on {@code err} if CUDA was wanted and could not be had. */
  OpenModels open(PrintWriter err) {
    List<Path> folders =
        bundles.isEmpty()
            ? List.of(BundleFinder.find(Home.folder().resolve(BundleFinder.BUNDLES)))
            : bundles;
    if (profiles.size() > 1 && profiles.size() != folders.size()) {
      throw new ParameterException(
          command.commandLine(),
          "--profile: expected none, one, or one for each of the "
              + folders.size()
              + " bundles, found "
              + profiles.size());
    }
    List<ModelBundle> loaded = folders.stream().map(ModelBundle::load).toList();
    return OpenModels.open(
        loaded, IntStream.range(0, loaded.size()).mapToObj(this::options).toList(), err);
  }

  private OnnxOptions options(int bundle) {
    OnnxOptions options = OnnxOptions.defaults().withProvider(provider).withCalibration();
    if (profiles.isEmpty()) {
      return options;
    }
    return options.withProfile(profiles.get(profiles.size() == 1 ? 0 : bundle));
  }

  /** Models that are open. */
  static final class OpenModels implements AutoCloseable {

    private final List<EvaluatedModel> models = new ArrayList<>();

    /**
     * Opens bundles, each with its options; tells on {@code err} if CUDA was wanted and could not
     * be had.
     */
    static OpenModels open(List<ModelBundle> bundles, List<OnnxOptions> options, PrintWriter err) {
      OpenModels models = new OpenModels();
      try {
        for (int i = 0; i < bundles.size(); i++) {
          BundleChoice.FallbackNotice notice = new BundleChoice.FallbackNotice(err);
          models.add(bundles.get(i), OnnxClassifier.open(bundles.get(i), options.get(i), notice));
        }
        models.requireDifferent();
        return models;
      } catch (RuntimeException failed) {
        models.close();
        throw failed;
      }
    }

    private void add(ModelBundle bundle, OnnxClassifier classifier) {
      models.add(EvaluatedModel.of(bundle, classifier));
    }

    private void requireDifferent() {
      if (models.stream().map(EvaluatedModel::identity).distinct().count() < models.size()) {
        throw new CommandFailedException(
            ExitCode.BAD_INPUT,
            "--bundle: expected bundles or profiles that differ, found the same twice");
      }
    }

    /** In the order of the options. */
    List<EvaluatedModel> models() {
      return List.copyOf(models);
    }

    @Override
    public void close() {
      models.forEach(model -> model.classifier().close());
    }
  }
}
