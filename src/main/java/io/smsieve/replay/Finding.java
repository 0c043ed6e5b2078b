package io.smsieve.replay;

import io.smsieve.evaluation.LedgerEntry;
import java.util.Objects;

/**
 * A record of an example, after the models have seen it.
 *
 * @param partition of the record; 0 for a row of a file. An id means another example in another one
 * @param id the example's
 * @param entry what the models said and where that is counted; null: the example is taken back
 * @param text null unless texts are wanted in the report
 */
public record Finding(int partition, String id, LedgerEntry entry, String text) {

  /** Checks that there is an id. */
  public Finding {
    Objects.requireNonNull(id, "id");
  }

  /** Shows nothing of the text. */
  @Override
  public String toString() {
    return "Finding";
  }
}
