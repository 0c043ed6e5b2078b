package io.smsieve.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** One JSON object a line, in UTF-8; empty lines are passed over. */
final class JsonLinesReader implements RowReader {

  /** A line without end would fill the memory. */
  static final int MAX_LINE_BYTES = 4 << 20;

  private static final ObjectReader MAPS =
      new ObjectMapper()
          .readerForMapOf(Object.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String name;
  private final InputStream in;
  private long line;

  JsonLinesReader(String name, InputStream in) {
    this.name = name;
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  @Override
  public Optional<Row> next() throws IOException {
    while (true) {
      Optional<String> text = line();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!text.get().isBlank()) {
        return Optional.of(Row.line(name, line, parse(text.get())));
      }
    }
  }

  private Map<String, Object> parse(String text) {
    try {
      Map<String, Object> values = MAPS.readValue(text);
      if (values != null) {
        return values;
      }
      throw new InputException(place() + ": expected a JSON object, found null");
    } catch (JsonProcessingException notAnObject) {
      // What the parser says quotes the line.
      int column = notAnObject.getLocation() == null ? 1 : notAnObject.getLocation().getColumnNr();
      throw new InputException(
          place() + ": expected one JSON object, found something else at character " + column);
    }
  }

  private Optional<String> line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    line++;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (bytes.size() >= MAX_LINE_BYTES) {
        throw new InputException(
            place() + ": expected lines of at most " + MAX_LINE_BYTES + " bytes, found a longer");
      }
      bytes.write(next);
    }
    return Optional.of(decode(bytes.toByteArray()));
  }

  private String decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // A byte order mark, which some editors write.
      return line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException malformed) {
      throw new InputException(place() + ": expected UTF-8, found bytes that are none");
    }
  }

  private String place() {
    return name + ":" + line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
