package io.smsieve.evaluation;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Provider;
import io.smsieve.record.Predictor;

/** Predictors, and the two that need no model and that every other has to beat. */
public final class Predictors {

  private static final String NO_FILE = "0".repeat(64);

  /** Calls everything ham, with score 0. */
  public static final ModelIdentity HAM_ONLY =
      new ModelIdentity("ham-only", "1", NO_FILE, "constant", Provider.CPU);

  /** Calls everything spam, with score 1. */
  public static final ModelIdentity SPAM_ONLY =
      new ModelIdentity("spam-only", "1", NO_FILE, "constant", Provider.CPU);

  /** The threshold of the baselines; any would do. */
  public static final double BASELINE_THRESHOLD = 0.5;

  private Predictors() {}

  /** Whether it is one of the two that need no model. */
  public static boolean isBaseline(ModelIdentity predictor) {
    return predictor.equals(HAM_ONLY) || predictor.equals(SPAM_ONLY);
  }

  /** For people: name, version, profile and provider. */
  public static String text(ModelIdentity predictor) {
    return isBaseline(predictor)
        ? predictor.name()
        : predictor.name()
            + " "
            + predictor.version()
            + " "
            + predictor.profile()
            + " "
            + predictor.provider();
  }

  /** The predictor as records name it. */
  public static Predictor toRecord(ModelIdentity predictor) {
    return Predictor.newBuilder()
        .setName(predictor.name())
        .setVersion(predictor.version())
        .setProfile(predictor.profile())
        .setHash(predictor.hash())
        .setProvider(io.smsieve.record.Provider.valueOf(predictor.provider().name()))
        .build();
  }

  /** The predictor of a record. */
  public static ModelIdentity of(Predictor predictor) {
    return new ModelIdentity(
        predictor.getName(),
        predictor.getVersion(),
        predictor.getHash(),
        predictor.getProfile(),
        Provider.valueOf(predictor.getProvider().name()));
  }
}
