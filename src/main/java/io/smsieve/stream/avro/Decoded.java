package io.smsieve.stream.avro;

import io.smsieve.stream.deadletter.DeadLetterReason;

/**
 * What became of a payload.
 *
 * @param <T> the record type
 */
public sealed interface Decoded<T> {

  /**
   * The payload was a record.
   *
   * @param value the record
   */
  record Value<T>(T value) implements Decoded<T> {}

  /**
   * The payload was no such record.
   *
   * @param reason NULL_VALUE, NOT_FRAMED, UNKNOWN_SCHEMA or MALFORMED
   */
  record Malformed<T>(DeadLetterReason reason) implements Decoded<T> {}
}
