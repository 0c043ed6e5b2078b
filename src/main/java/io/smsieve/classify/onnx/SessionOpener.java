package io.smsieve.classify.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.smsieve.classify.BundleException;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Profile;
import io.smsieve.classify.Provider;
import io.smsieve.classify.UnpackedLibraries;
import io.smsieve.classify.onnx.RowsFailedException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Opens the graph of a profile: checked, and warm. */
final class SessionOpener {

  // One computes while the next writes its rows; more would only wait inside the device's queue.
  private static final int CUDA_TURNS = 2;

  private final ModelBundle bundle;
  private final OnnxOptions options;
  private final OrtEnvironment environment;

  /**
   * An open graph.
   *
   * @param limits bounds for which memory does
   */
  record Opened(ScoringSession session, BatchLimits limits) {}

  SessionOpener(ModelBundle bundle, OnnxOptions options) {
    this.bundle = bundle;
    this.options = options;
    this.environment = discreetEnvironment();
  }

  /**
   * Without telemetry. What it does before this line only the environment variable
   * ORT_DISABLE_TELEMETRY keeps it from, which the start script and the image set.
   */
  private static OrtEnvironment discreetEnvironment() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      // With CUDA it unpacks and opens more of them beside these later on.
      UnpackedLibraries.delete("onnxruntime-java");
    }
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new ClassifierFailedException("ONNX Runtime's telemetry cannot be switched off", e);
    }
    return environment;
  }

  /**
   * Opens a graph and runs it with the largest batches, so that memory is had before the first
   * message, and a graph that cannot run is found out here. Where memory does not do, the bounds
   * are halved until it does.
   *
   * @throws BundleException if the graph does not open or is not what bundle.json says
   * @throws ClassifierFailedException if device or memory fail
   */
  Opened open(Profile profile) {
    try {
      ScoringSession session = opened(profile);
      try {
        return new Opened(session, warm(session, profile));
      } catch (RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw failure(profile, e.getMessage(), e, OrtFailures.kind(e) != Kind.ROWS);
    }
  }

  private ScoringSession opened(Profile profile) throws OrtException {
    try (GraphFiles files = GraphFiles.of(bundle);
        SessionOptions settings = settings(profile)) {
      Path graph = files.of(profile.graph());
      OrtSession session = environment.createSession(graph.toString(), settings);
      try {
        GraphCheck.check(profile.graph(), session, bundle);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      boolean cuda = profile.provider() == Provider.CUDA;
      return new ScoringSession(
          environment,
          session,
          bundle.graph(),
          bundle.limits(),
          cuda ? 1 : cpuThreads(),
          cuda ? CUDA_TURNS : cpuThreads());
    } catch (IOException e) {
      throw new ClassifierFailedException(
          "the bundle's files cannot be copied to "
              + System.getProperty("java.io.tmpdir")
              + " (make room there, or choose another folder with -Djava.io.tmpdir): "
              + e,
          e);
    }
  }

  private SessionOptions settings(Profile profile) throws OrtException {
    SessionOptions settings = new SessionOptions();
    try {
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      settings.setInterOpNumThreads(1);
      // Batches run side by side instead: threads that share one wait for each other.
      settings.setIntraOpNumThreads(1);
      // A spinning thread takes the core from the threads that decode, tokenise and talk to Kafka.
      settings.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Patterns are kept per shape, and there are as many shapes as batches.
      settings.setMemoryPatternOptimization(false);
      if (profile.provider() == Provider.CUDA) {
        addCuda(settings);
      }
      return settings;
    } catch (OrtException | RuntimeException | LinkageError e) {
      settings.close();
      throw e;
    }
  }

  private int cpuThreads() {
    return options.cpuThreads() == 0 ? PhysicalCores.count() : options.cpuThreads();
  }

  private void addCuda(SessionOptions settings) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(options.cuda().device())) {
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      if (options.cuda().memoryLimit() > 0) {
        cuda.add("gpu_mem_limit", Long.toString(options.cuda().memoryLimit()));
      }
      for (Map.Entry<String, String> option : options.cuda().options().entrySet()) {
        cuda.add(option.getKey(), option.getValue());
      }
      settings.addCUDA(cuda);
    }
  }

  private BatchLimits warm(RowScorer session, Profile profile) {
    BatchLimits limits = BatchLimits.of(options, profile.provider());
    while (true) {
      try {
        warmUp(session, profile, limits);
        return limits;
      } catch (RowsFailedException e) {
        boolean smaller = e.kind() == Kind.MEMORY && limits.tokenBudget() > 1;
        if (!smaller) {
          throw failure(profile, e.getMessage(), e, e.kind() != Kind.ROWS);
        }
        limits = limits.halved();
      }
    }
  }

  /** The largest batch of the longest rows, and the largest number of rows. */
  private void warmUp(RowScorer session, Profile profile, BatchLimits limits)
      throws RowsFailedException {
    int longest = bundle.limits().maxTokens();
    int longRows = Math.max(1, Math.min(limits.maxRows(), limits.tokenBudget() / longest));
    int shortest = Math.max(3, Math.min(longest, limits.tokenBudget() / limits.maxRows()));
    int shortRows = Math.max(1, Math.min(limits.maxRows(), limits.tokenBudget() / shortest));
    requireLogits(session.logits(rows(longRows, longest)), longRows, profile);
    requireLogits(session.logits(rows(shortRows, shortest)), shortRows, profile);
  }

  private void requireLogits(float[] logits, int rows, Profile profile) {
    int heads = bundle.heads().size();
    if (logits.length != rows * heads) {
      String found = logits.length + " logits for " + rows + " rows of " + heads + " heads";
      throw failure(profile, found, null, false);
    }
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw failure(profile, "a logit that is no number in the warm-up", null, false);
      }
    }
  }

  private List<TokenisedText> rows(int count, int length) {
    int[] ids = new int[length];
    Arrays.fill(ids, bundle.limits().padId());
    ids[0] = bundle.limits().clsId();
    ids[length - 1] = bundle.limits().sepId();
    return Collections.nCopies(count, new TokenisedText(ids, length, false));
  }

  private RuntimeException failure(
      Profile profile, String found, Exception cause, boolean systemFailure) {
    if (systemFailure) {
      return new ClassifierFailedException(
          "profile " + profile.name() + " could not be opened: " + found, cause);
    }
    return new BundleException(
        profile.graph()
            + ": expected a graph that ONNX Runtime "
            + environment.getVersion()
            + " opens and runs, found: "
            + found
            + "; export the bundle again, IR version 10",
        cause);
  }
}
