package io.smsieve.cli.up;

import io.smsieve.cli.up.SampleMessages.Sample;
import io.smsieve.record.Predictor;

/** What became of one of our messages. */
sealed interface Outcome {

  /** Which message, counted from 0. */
  long index();

  /**
   * It was labelled.
   *
   * @param sample the message
   * @param spam the label
   * @param spamProbability from 0 to 1
   * @param predictor who labelled it
   * @param latencyMillis from receivedAt until it was read here
   */
  record Labelled(
      long index,
      Sample sample,
      boolean spam,
      double spamProbability,
      Predictor predictor,
      long latencyMillis)
      implements Outcome {}

  /** It was put aside. */
  record DeadLettered(long index) implements Outcome {}
}
