package io.smsieve.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads what {@link WireWriter} wrote. */
final class WireReader {

  private final ByteBuffer in;

  WireReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  long number() {
    long raw = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      raw |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IllegalStateException("expected a number of at most ten bytes, found a longer one");
  }

  /** A count, which is not negative and not larger than what is left to read. */
  int count() {
    long count = number();
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return (int) count;
  }

  double real() {
    return in.getDouble();
  }

  String text() {
    return new String(bytes(), UTF_8);
  }

  byte[] bytes() {
    byte[] bytes = new byte[count()];
    in.get(bytes);
    return bytes;
  }

  boolean atEnd() {
    return !in.hasRemaining();
  }
}
