package io.smsieve.evaluation.live;

/** What a record of the evaluation topic leads to. */
sealed interface Counted {

  /** As bytes, for a topic. */
  byte[] bytes();

  /**
   * Counts change.
   *
   * @param bytes the changes
   */
  record Changes(byte[] bytes) implements Counted {}

  /**
   * The record is put aside.
   *
   * @param bytes its value as it was read; may be null
   */
  record Letter(byte[] bytes) implements Counted {
    /** Shows nothing of the record. */
    @Override
    public String toString() {
      return "Letter";
    }
  }
}
