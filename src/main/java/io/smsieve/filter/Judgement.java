package io.smsieve.filter;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Verdict;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.deadletter.DeadLetterReason;

/** What became of a record: it is labelled, or refused with a reason. */
sealed interface Judgement {

  /**
   * The message got a label.
   *
   * @param message as it was read
   * @param verdict its score
   * @param model what gave the score
   */
  record Labelled(IncomingSms message, Verdict verdict, ModelIdentity model) implements Judgement {
    /** Shows nothing of the message. */
    @Override
    public String toString() {
      return "Labelled[" + verdict.label() + "]";
    }
  }

  /**
   * There is no label.
   *
   * @param reason why
   */
  record Refused(DeadLetterReason reason) implements Judgement {}
}
