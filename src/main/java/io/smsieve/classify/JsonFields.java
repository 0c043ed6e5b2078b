package io.smsieve.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One object of a JSON file, read field by field; whatever does not match is refused by name. */
final class JsonFields {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int SHOWN = 80;

  private final Path file;
  private final String path;
  private final JsonNode node;

  private JsonFields(Path file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /**
   * Parses a whole file that must be one JSON object. Decoded first, since Jackson's reader of
   * bytes refuses names with an emoji that is escaped, as Python writes it.
   */
  static JsonFields parse(Path file, byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return new JsonFields(file, "", MAPPER.readTree(text)).requireObject();
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw Refusal.of(file, where, "JSON", e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      throw Refusal.of(file, "", "JSON in UTF-8", "bytes that are not: " + e.getMessage());
    }
  }

  Path file() {
    return file;
  }

  /** The refusal of a field of this object. */
  BundleException refusal(String name, String expected, String found) {
    return Refusal.of(file, pathOf(name), expected, found);
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  JsonFields object(String name) {
    return new JsonFields(file, pathOf(name), node.path(name)).requireObject();
  }

  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    int index = 0;
    for (JsonNode element : list(name)) {
      objects.add(
          new JsonFields(file, pathOf(name) + "[" + index++ + "]", element).requireObject());
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!element.isTextual()) {
        throw refusal(name, "a list of strings", shown(element));
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** Pairs of numbers, each pair the inclusive bounds of a range of code points. */
  List<int[]> ranges(String name) {
    List<int[]> ranges = new ArrayList<>();
    for (JsonNode element : list(name)) {
      boolean pair = element.isArray() && element.size() == 2;
      if (!pair || !isCodePoint(element.get(0)) || !isCodePoint(element.get(1))) {
        throw refusal(name, "pairs of code points, 0 to 1114111", shown(element));
      }
      int[] range = {element.get(0).intValue(), element.get(1).intValue()};
      if (range[0] > range[1]) {
        throw refusal(name, "ranges whose first code point is not above the last", shown(element));
      }
      ranges.add(range);
    }
    return ranges;
  }

  String text(String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw refusal(name, "a string that is not empty", shown(value));
    }
    return value.textValue();
  }

  /** A string that must be one of a few. */
  String oneOf(String name, String... allowed) {
    String value = text(name);
    for (String one : allowed) {
      if (one.equals(value)) {
        return value;
      }
    }
    throw refusal(name, String.join(" or ", allowed), shown(node.path(name)));
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long integer(String name, long min, long max) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw refusal(name, "a whole number from " + min + " to " + max, shown(value));
    }
    return value.longValue();
  }

  double number(String name) {
    JsonNode value = node.path(name);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw refusal(name, "a number", shown(value));
    }
    return value.doubleValue();
  }

  double fraction(String name) {
    double value = number(name);
    if (value < 0 || value > 1) {
      throw refusal(name, "a number from 0 to 1", Double.toString(value));
    }
    return value;
  }

  boolean truth(String name) {
    JsonNode value = node.path(name);
    if (!value.isBoolean()) {
      throw refusal(name, "true or false", shown(value));
    }
    return value.booleanValue();
  }

  private JsonNode list(String name) {
    JsonNode value = node.path(name);
    if (!value.isArray()) {
      throw refusal(name, "a list", shown(value));
    }
    return value;
  }

  private JsonFields requireObject() {
    if (!node.isObject()) {
      throw Refusal.of(file, path, "an object", shown(node));
    }
    return this;
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean isCodePoint(JsonNode value) {
    return value.isInt() && Character.isValidCodePoint(value.intValue());
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
