package io.smsieve.filter;

/**
 * A record with what became of it.
 *
 * @param original its value as it was read; may be null
 * @param judgement what became of it
 */
record Judged(byte[] original, Judgement judgement) {

  /** Shows nothing of the message. */
  @Override
  public String toString() {
    return "Judged";
  }
}
