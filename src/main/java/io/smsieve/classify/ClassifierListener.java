package io.smsieve.classify;

/**
 * Hears what a classifier does, for metrics and health. Called on the thread that classifies, so it
 * has to be quick and safe for several threads; it hears nothing of any text.
 */
public interface ClassifierListener {

  /** Hears nothing. */
  ClassifierListener NONE = new ClassifierListener() {};

  /**
   * A call came to its end with an outcome for every text.
   *
   * @param statistics what it took
   */
  default void called(CallStatistics statistics) {}

  /**
   * A provider was chosen: once at the start, and again whenever it changes.
   *
   * @param provider what computes from now on
   * @param reason why, one line for people; says so where another provider was wanted
   * @param fallback whether another provider was wanted and could not be had
   */
  default void providerChosen(Provider provider, String reason, boolean fallback) {}

  /**
   * Texts were normalised and tokenised.
   *
   * @param texts how many
   * @param nanos nanoseconds that it took
   */
  default void prepared(int texts, long nanos) {}

  /**
   * How much is done at once was decided, at the start or anew.
   *
   * @param plan the plan from now on
   * @param reason why, one line for people
   */
  default void planned(RunPlan plan, String reason) {}
}
