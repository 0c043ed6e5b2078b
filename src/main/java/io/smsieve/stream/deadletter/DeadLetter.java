package io.smsieve.stream.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why, from where and when a message was put aside. Says nothing of its contents.
 *
 * @param reason why
 * @param topic the topic that the message was read from
 * @param partition its partition there, from 0
 * @param offset its offset there, from 0
 * @param time when it was put aside
 * @param attempt how often the message was tried by then, from 1
 */
public record DeadLetter(
    DeadLetterReason reason, String topic, int partition, long offset, Instant time, int attempt) {

  /** Checks the parts. */
  public DeadLetter {
    requireNonNull(reason, "reason");
    requireNonNull(topic, "topic");
    requireNonNull(time, "time");
    if (partition < 0 || offset < 0 || attempt < 1) {
      throw new IllegalArgumentException(
          "expected partition and offset from 0 and attempt from 1, found "
              + partition
              + ", "
              + offset
              + " and "
              + attempt);
    }
  }
}
