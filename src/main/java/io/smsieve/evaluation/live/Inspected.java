package io.smsieve.evaluation.live;

import io.smsieve.evaluation.Scored;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.util.List;

/** What a record of the evaluation topic holds. */
public sealed interface Inspected {

  /**
   * An example.
   *
   * @param scores what each model says; empty where there is no label
   */
  record Example(LabelledExample example, List<Scored> scores) implements Inspected {
    /** Shows nothing of the text. */
    @Override
    public String toString() {
      return "Example";
    }
  }

  /** No value: the example of the key is taken back. */
  record Withdrawn() implements Inspected {}

  /**
   * Something else.
   *
   * @param reason why it is put aside
   */
  record Refused(DeadLetterReason reason) implements Inspected {}
}
