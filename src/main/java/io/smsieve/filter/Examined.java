package io.smsieve.filter;

import io.smsieve.classify.PreparedText;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.deadletter.DeadLetterReason;

/** A record that was read: a message whose text is ready to be scored, or none. */
sealed interface Examined {

  /**
   * There is something to score.
   *
   * @param message as it was read
   * @param text its text
   */
  record Message(IncomingSms message, PreparedText text) implements Examined {
    /** Shows nothing of the message. */
    @Override
    public String toString() {
      return "Message";
    }
  }

  /**
   * There is nothing to score.
   *
   * @param reason why
   */
  record Refused(DeadLetterReason reason) implements Examined {}
}
