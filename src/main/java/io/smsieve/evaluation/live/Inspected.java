package io.smsieve.evaluation.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.evaluation.Scored;
import io.smsieve.evaluation.Timing;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a record of the evaluation topic holds. */
public sealed interface Inspected {

  /**
   * Why the record is no example, nor takes one back.
   *
   * @param key of the record; may be null
   */
  default Optional<DeadLetterReason> refusal(byte[] key) {
    if (this instanceof Refused refused) {
      return Optional.of(refused.reason());
    }
    if (this instanceof Example example) {
      // A tombstone has nothing but its key, so the key has to be the id.
      byte[] id = example.example().getId().getBytes(UTF_8);
      return Arrays.equals(id, key)
          ? Optional.empty()
          : Optional.of(DeadLetterReason.KEY_IS_NOT_ID);
    }
    return key == null ? Optional.of(DeadLetterReason.NULL_VALUE) : Optional.empty();
  }

  /**
   * Where an example belongs by its times; empty where there is none.
   *
   * @param writtenAt timestamp of the record, in milliseconds since 1970
   */
  default Optional<Timing.Place> place(Timing timing, long writtenAt) {
    return this instanceof Example example
        ? Optional.of(timing.place(example.example().getObservedAt().toEpochMilli(), writtenAt))
        : Optional.empty();
  }

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
