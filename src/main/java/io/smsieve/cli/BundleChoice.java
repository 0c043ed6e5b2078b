package io.smsieve.cli;

import io.smsieve.classify.BundleFinder;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Provider;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.classify.onnx.ProviderChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that scores: which bundle, profile and provider. */
public final class BundleChoice {

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description =
          "Folder of the model bundle (default: smsieve-minilm in model/bundles, else the only one"
              + " there).")
  private Path bundle;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of the bundle (default: the bundle's own for the provider).")
  private String profile;

  @Option(
      names = "--provider",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "auto",
      description = "What computes (default: ${DEFAULT-VALUE}).")
  private ProviderChoice provider;

  @Option(
      names = "--cuda-device",
      paramLabel = "N",
      defaultValue = "0",
      description = "Which GPU, from 0 (default: ${DEFAULT-VALUE}).")
  private int cudaDevice;

  @Option(
      names = "--cuda-memory-limit",
      paramLabel = "BYTES",
      defaultValue = "0",
      description = "Memory of the GPU to use at most; 0: no limit (default: ${DEFAULT-VALUE}).")
  private long cudaMemoryLimit;

  /** Opens a classifier; tells on {@code err} if CUDA was wanted and could not be had. */
  OnnxClassifier open(PrintWriter err) {
    return OnnxClassifier.open(load(), options(), new FallbackNotice(err));
  }

  /** The chosen bundle. */
  public ModelBundle load() {
    return ModelBundle.load(folder());
  }

  /** How it is to be run. */
  public OnnxOptions options() {
    OnnxOptions defaults = OnnxOptions.defaults().withProvider(provider).withCuda(cuda());
    return profile == null ? defaults : defaults.withProfile(profile);
  }

  private OnnxOptions.Cuda cuda() {
    OnnxOptions.Cuda usual = OnnxOptions.Cuda.DEFAULTS;
    return new OnnxOptions.Cuda(cudaDevice, cudaMemoryLimit, usual.options(), usual.onLoss());
  }

  private Path folder() {
    return Optional.ofNullable(bundle).orElseGet(BundleChoice::defaultFolder);
  }

  private static Path defaultFolder() {
    return BundleFinder.find(Home.folder().resolve(BundleFinder.BUNDLES));
  }

  record FallbackNotice(PrintWriter err) implements ClassifierListener {

    @Override
    public void providerChosen(Provider chosen, String reason, boolean fallback) {
      if (fallback) {
        err.println("smsieve: computes on the " + chosen + ", since " + reason);
        err.flush();
      }
    }
  }
}
