package io.smsieve.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes the few things that our own state is made of, small numbers in few bytes. */
final class WireWriter {

  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  /** A whole number; small ones of either sign take one byte. */
  WireWriter number(long value) {
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~SEVEN_BITS) != 0) {
      out.write((int) (left & SEVEN_BITS) | MORE);
      left >>>= 7;
    }
    out.write((int) left);
    return this;
  }

  WireWriter real(double value) {
    long bits = Double.doubleToLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (bits >>> shift));
    }
    return this;
  }

  WireWriter text(String value) {
    return bytes(value.getBytes(UTF_8));
  }

  WireWriter bytes(byte[] value) {
    number(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
