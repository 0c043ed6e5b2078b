package io.smsieve.classify.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.smsieve.classify.BundleException;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Profile;
import io.smsieve.classify.Provider;
import java.util.Locale;

/**
 * An open graph, the profile that it belongs to, and why this one.
 *
 * @param session the open graph
 * @param limits bounds of a run for which memory does
 * @param profile the profile in use
 * @param decision why its provider
 */
record OpenModel(
    RowScorer session, BatchLimits limits, Profile profile, ProviderDecision decision) {

  private static final String NO_CUDA_BUILD =
      "this build has ONNX Runtime without CUDA (the Maven profile gpu builds it in)";

  /**
   * Chooses profile and provider, and opens the graph. CUDA that does not work is fallen back from
   * only where the choice is AUTO and no profile is named, and the decision says so.
   *
   * @throws BundleException if the bundle has no such profile, or its graph is not as it should be
   * @throws ClassifierFailedException if the provider cannot be had
   */
  static OpenModel open(ModelBundle bundle, OnnxOptions options) {
    SessionOpener opener = new SessionOpener(bundle, options);
    if (options.profile().isPresent()) {
      return named(bundle, options, opener);
    }
    return switch (options.provider()) {
      case CPU -> cpu(bundle, opener, "the CPU was asked for", false);
      case CUDA -> cuda(opener, defaultProfile(bundle, Provider.CUDA), "CUDA was asked for");
      case AUTO -> best(bundle, opener);
    };
  }

  private static OpenModel named(ModelBundle bundle, OnnxOptions options, SessionOpener opener) {
    String name = options.profile().orElseThrow();
    Profile profile = bundle.profiles().get(name);
    if (profile == null) {
      throw refusal(bundle, "a profile named " + name, bundle.profiles().keySet().toString());
    }
    boolean fits =
        options.provider() == ProviderChoice.AUTO
            || options.provider().name().equals(profile.provider().name());
    if (!fits) {
      String wanted = "a profile for the provider asked for, " + lower(options.provider());
      throw refusal(bundle, wanted, name + " for " + lower(profile.provider()));
    }
    String reason = "the profile " + name + " was asked for";
    return profile.provider() == Provider.CUDA
        ? cuda(opener, profile, reason)
        : opened(opener, profile, new ProviderDecision(Provider.CPU, reason, false));
  }

  private static OpenModel best(ModelBundle bundle, SessionOpener opener) {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return cpu(bundle, opener, NO_CUDA_BUILD, false);
    }
    if (bundle.defaultProfile(Provider.CUDA).isEmpty()) {
      return cpu(bundle, opener, "the bundle has no profile for CUDA", false);
    }
    try {
      return cuda(opener, defaultProfile(bundle, Provider.CUDA), "CUDA works here");
    } catch (ClassifierFailedException e) {
      return cpu(bundle, opener, "CUDA could not be had: " + e.getMessage(), true);
    }
  }

  /**
   * What goes on when a device is lost.
   *
   * @param reason how it was lost
   */
  static OpenModel fallback(ModelBundle bundle, OnnxOptions options, String reason) {
    return cpu(bundle, new SessionOpener(bundle, options), reason, true);
  }

  private static OpenModel opened(
      SessionOpener opener, Profile profile, ProviderDecision decision) {
    SessionOpener.Opened opened = opener.open(profile);
    return new OpenModel(opened.session(), opened.limits(), profile, decision);
  }

  private static OpenModel cpu(
      ModelBundle bundle, SessionOpener opener, String reason, boolean fallback) {
    Profile profile = defaultProfile(bundle, Provider.CPU);
    return opened(opener, profile, new ProviderDecision(Provider.CPU, reason, fallback));
  }

  private static OpenModel cuda(SessionOpener opener, Profile profile, String reason) {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new ClassifierFailedException(
          "provider cuda: expected a build with CUDA, found that "
              + NO_CUDA_BUILD
              + "; build with it, or choose provider cpu or auto");
    }
    try {
      return opened(opener, profile, new ProviderDecision(Provider.CUDA, reason, false));
    } catch (LinkageError e) {
      throw new ClassifierFailedException(
          "provider cuda: the native CUDA provider does not load: " + e.getMessage(), e);
    }
  }

  private static Profile defaultProfile(ModelBundle bundle, Provider provider) {
    return bundle
        .defaultProfile(provider)
        .orElseThrow(
            () ->
                refusal(
                    bundle,
                    "a default profile for " + lower(provider),
                    bundle.defaultProfiles().toString()));
  }

  private static BundleException refusal(ModelBundle bundle, String expected, String found) {
    return new BundleException(
        bundle.folder().resolve("bundle.json")
            + ": profiles: expected "
            + expected
            + ", found "
            + found
            + "; choose another profile, provider or bundle");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
