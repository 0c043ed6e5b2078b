package io.smsieve.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Messages of a JSONL stream, one JSON object a line. Refuses a line by its number, and never
 * quotes it: it may hold a message.
 */
final class MessageLines implements AutoCloseable {

  /** Bytes of a line at most, so that a file without line ends cannot fill the memory. */
  private static final int LONGEST = 16 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final String name;
  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private int at;
  private int end;
  private long number;

  /**
   * Reads from a stream.
   *
   * @param name what refusals call it
   * @param in closed with this
   */
  MessageLines(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * The next message; blank lines are passed over.
   *
   * @return null at the end
   * @throws CommandFailedException if a line is not a JSON object, or not UTF-8, or too long, or if
   *     its text is not a string
   */
  ObjectNode next() throws IOException {
    for (byte[] line = nextLine(); line != null; line = nextLine()) {
      String text = decoded(line);
      if (!text.isBlank()) {
        return parsed(text);
      }
    }
    return null;
  }

  /** Whether a message can be had without waiting, as far as one can know. */
  boolean isReady() throws IOException {
    return at < end || in.available() > 0;
  }

  private byte[] nextLine() throws IOException {
    byte[] line = new byte[0];
    while (at < end || fill()) {
      int stop = at;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      boolean complete = stop < end;
      line = joined(line, stop);
      at = complete ? stop + 1 : stop;
      if (complete) {
        number++;
        return line;
      }
    }
    if (line.length > 0) {
      number++;
      return line;
    }
    return null;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  private byte[] joined(byte[] line, int stop) {
    int length = line.length + stop - at;
    if (length > LONGEST) {
      number++;
      throw refusal("", "at most " + LONGEST + " bytes in a line", "more");
    }
    byte[] longer = Arrays.copyOf(line, length);
    System.arraycopy(chunk, at, longer, line.length, stop - at);
    return longer;
  }

  private String decoded(byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
      return marked ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw refusal("", "UTF-8", "bytes that are not");
    }
  }

  private ObjectNode parsed(String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the line.
      JsonLocation where = e.getLocation();
      String column = where == null ? "" : ", column " + where.getColumnNr();
      throw refusal(column, "one JSON object like {\"text\": \"...\"}", "something else");
    }
    if (!(node instanceof ObjectNode message)) {
      throw refusal("", "one JSON object like {\"text\": \"...\"}", "another kind of JSON value");
    }
    JsonNode value = message.get("text");
    if (value != null && !value.isNull() && !value.isTextual()) {
      throw refusal(
          ", field text", "a string", value.getNodeType().name().toLowerCase(Locale.ROOT));
    }
    return message;
  }

  private CommandFailedException refusal(String place, String expected, String found) {
    return new CommandFailedException(
        ExitCode.BAD_INPUT,
        name
            + ", line "
            + number
            + place
            + ": expected "
            + expected
            + ", found "
            + found
            + "; correct or remove the line (those before it are done)");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
