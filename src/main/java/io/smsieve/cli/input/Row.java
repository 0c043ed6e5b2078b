package io.smsieve.cli.input;

import java.util.Map;
import java.util.Optional;

/**
 * One row of a file.
 *
 * @param place where it stands, for messages: file and line, or file and row
 * @param number of the line or row, from 1
 * @param values by column: a String, Number, Boolean, null, or anything else that is no scalar
 */
public record Row(String place, long number, Map<String, Object> values) {

  /** Whether the row has a column, be it null. */
  public boolean has(String column) {
    return values.containsKey(column);
  }

  /**
   * A text.
   *
   * @return empty when the column is null
   * @throws InputException when the row has no such column, or it is no text
   */
  public Optional<String> text(String column) {
    if (!has(column)) {
      throw new InputException(place + ": expected a column '" + column + "', found " + columns());
    }
    Object value = values.get(column);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw new InputException(
          place + ": expected a text in '" + column + "', found " + kind(value));
    }
    return Optional.of(wellFormed(column, text));
  }

  /**
   * A scalar as text, for identifiers and attributes.
   *
   * @return empty when there is no such column or it is null
   * @throws InputException when it is no scalar
   */
  public Optional<String> scalar(String column) {
    Object value = values.get(column);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return Optional.of(wellFormed(column, value.toString()));
    }
    throw new InputException(
        place
            + ": expected a text, number or truth value in '"
            + column
            + "', found "
            + kind(value));
  }

  private String wellFormed(String column, String text) {
    // Such a text has no UTF-8 form: a question mark would be sent in its place.
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new InputException(
          place + ": expected Unicode in '" + column + "', found half of a surrogate pair");
    }
    return text;
  }

  private static String kind(Object value) {
    if (value instanceof Number) {
      return "a number";
    }
    return value instanceof Boolean ? "a truth value" : "something nested";
  }

  private String columns() {
    // A few: a wrong separator makes a whole line one name.
    return values.isEmpty()
        ? "none"
        : values.size() + " other columns; name the right one, or check the format";
  }
}
