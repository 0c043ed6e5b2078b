package io.smsieve.stream.avro;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/**
 * Walks over Avro's binary form without building anything, and says whether it follows a schema to
 * the last byte.
 *
 * <p>Avro's own reader allocates what a length claims before it looks at what is left (a payload of
 * ten bytes ended a process with an OutOfMemoryError), puts U+FFFD in place of malformed UTF-8 and
 * does not mind trailing bytes. Whatever passes here is safe to hand to it.
 */
final class PayloadCheck {

  // A recursive schema could otherwise exhaust the stack; records of people are not nested so deep.
  private static final int MAX_DEPTH = 64;
  private static final int MAX_INT_BYTES = 5;
  private static final int MAX_LONG_BYTES = 10;

  private final byte[] bytes;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer characters = CharBuffer.allocate(256);
  private int position;
  // Items can have no bytes (null, empty records): without this a few bytes could claim billions.
  private long itemsLeft;

  private PayloadCheck(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
    this.itemsLeft = bytes.length;
  }

  /**
   * Whether the bytes from a position to their end are one value of a schema.
   *
   * @param writer the schema with which the bytes were written
   */
  static boolean follows(byte[] bytes, int position, Schema writer) {
    PayloadCheck check = new PayloadCheck(bytes, position);
    try {
      check.value(writer, MAX_DEPTH);
      return check.position == bytes.length;
    } catch (BrokenException broken) {
      return false;
    }
  }

  private void value(Schema schema, int depth) throws BrokenException {
    expect(depth > 0);
    switch (schema.getType()) {
      case NULL -> {}
      case BOOLEAN -> expect(next() >>> 1 == 0);
      case INT -> varint(MAX_INT_BYTES);
      case LONG -> varint(MAX_LONG_BYTES);
      case FLOAT -> skip(Float.BYTES);
      case DOUBLE -> skip(Double.BYTES);
      case FIXED -> skip(schema.getFixedSize());
      case BYTES -> skip(varint(MAX_LONG_BYTES));
      case STRING -> text();
      case ENUM -> index(schema.getEnumSymbols().size());
      case UNION -> value(schema.getTypes().get(index(schema.getTypes().size())), depth - 1);
      case RECORD -> fields(schema, depth - 1);
      case ARRAY -> blocks(schema.getElementType(), false, depth - 1);
      case MAP -> blocks(schema.getValueType(), true, depth - 1);
    }
  }

  private void fields(Schema schema, int depth) throws BrokenException {
    for (Schema.Field field : schema.getFields()) {
      value(field.schema(), depth);
    }
  }

  private void blocks(Schema item, boolean named, int depth) throws BrokenException {
    for (long count = varint(MAX_LONG_BYTES); count != 0; count = varint(MAX_LONG_BYTES)) {
      // A negative count says that the block's size in bytes follows.
      long size = count < 0 ? varint(MAX_LONG_BYTES) : -1;
      int start = position;
      long items = Math.abs(count);
      // The smallest long stays negative.
      expect(items > 0 && items <= itemsLeft);
      itemsLeft -= items;
      for (long i = 0; i < items; i++) {
        if (named) {
          text();
        }
        value(item, depth);
      }
      expect(count > 0 || position - start == size);
    }
  }

  private void text() throws BrokenException {
    long length = varint(MAX_LONG_BYTES);
    int start = position;
    skip(length);
    ByteBuffer encoded = ByteBuffer.wrap(bytes, start, position - start);
    utf8.reset();
    CoderResult result;
    do {
      characters.clear();
      result = utf8.decode(encoded, characters, true);
    } while (result.isOverflow());
    expect(!result.isError());
  }

  private int index(int size) throws BrokenException {
    long index = varint(MAX_INT_BYTES);
    expect(index >= 0 && index < size);
    return (int) index;
  }

  private void skip(long length) throws BrokenException {
    expect(length >= 0 && length <= bytes.length - position);
    position += (int) length;
  }

  private int next() throws BrokenException {
    expect(position < bytes.length);
    return bytes[position++] & 0xff;
  }

  /** A number of 7 bits a byte, the lowest first, with the sign in the lowest bit. */
  private long varint(int maxBytes) throws BrokenException {
    long raw = 0;
    for (int i = 0; i < maxBytes; i++) {
      int part = next();
      raw |= (part & 0x7fL) << (7 * i);
      if (part < 0x80) {
        int bits = maxBytes == MAX_INT_BYTES ? Integer.SIZE : Long.SIZE;
        expect(i < maxBytes - 1 || part >>> (bits - 7 * i) == 0);
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw BrokenException.INSTANCE;
  }

  private static void expect(boolean kept) throws BrokenException {
    if (!kept) {
      throw BrokenException.INSTANCE;
    }
  }

  /** The bytes do not follow the schema; one for all, as hostile payloads may come in floods. */
  private static final class BrokenException extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // Without a stack trace there is no harm.
    private static final BrokenException INSTANCE = new BrokenException();

    private BrokenException() {
      super("not a value of its schema", null, false, false);
    }
  }
}
