package io.smsieve.cli;

import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.classify.onnx.ProviderChoice;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bundle of the command line, {@code DIR} or {@code DIR@PROFILE}.
 *
 * @param folder the bundle's
 * @param profile null: the bundle's own for the provider
 */
record BundleArgument(Path folder, String profile) {

  /** How help calls it. */
  static final String LABEL = "DIR[@PROFILE]";

  static BundleArgument of(String argument) {
    int at = argument.lastIndexOf('@');
    if (at < 1 || Files.isDirectory(Path.of(argument))) {
      return new BundleArgument(Path.of(argument), null);
    }
    return new BundleArgument(Path.of(argument.substring(0, at)), argument.substring(at + 1));
  }

  ModelBundle load() {
    return ModelBundle.load(folder);
  }

  OnnxOptions options(ProviderChoice provider) {
    OnnxOptions options = OnnxOptions.defaults().withProvider(provider).withCalibration();
    return profile == null ? options : options.withProfile(profile);
  }
}
