package io.smsieve.cli.input;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a file.
 *
 * @param file name of the file
 * @param separator what stands between the file's name and the number in messages
 * @param number of the line or row, from 1
 * @param values by column: a String, Number, Boolean, null, or anything else that is no scalar
 */
public record Row(String file, String separator, long number, Map<String, Object> values) {

  private static final String LINE = ":";
  private static final String ROW = ", row ";
  private static final int DATE_CHARACTERS = "2026-01-31".length();

  /** A row that is told by its line. */
  static Row line(String file, long number, Map<String, Object> values) {
    return new Row(file, LINE, number, values);
  }

  /** A row of a file that has no lines. */
  static Row numbered(String file, long number, Map<String, Object> values) {
    return new Row(file, ROW, number, values);
  }

  /** Where it stands, for messages: file and line, or file and row. */
  public String place() {
    return file + separator + number;
  }

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
      throw new InputException(
          place() + ": expected a column '" + column + "', found " + columns());
    }
    Object value = values.get(column);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw new InputException(
          place() + ": expected a text in '" + column + "', found " + kind(value));
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
        place()
            + ": expected a text, number or truth value in '"
            + column
            + "', found "
            + kind(value));
  }

  /**
   * A time: a timestamp or a date of the file's own, ISO 8601, also with a space in place of the T,
   * or milliseconds since 1970. UTC where nothing else is said.
   *
   * @return empty when there is no such column or it is null or blank
   * @throws InputException when it is none
   */
  public Optional<Instant> time(String column) {
    Object value = values.get(column);
    try {
      if (value instanceof Timestamp timestamp) {
        return Optional.of(timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC));
      }
      if (value instanceof OffsetDateTime time) {
        return Optional.of(time.toInstant());
      }
      if (value instanceof LocalDate date) {
        return Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return scalar(column).filter(text -> !text.isBlank()).map(text -> instant(text.strip()));
    } catch (DateTimeException notATime) {
      throw new InputException(
          place()
              + ": expected a time such as 2026-01-31T12:00:00Z in '"
              + column
              + "', found something else");
    }
  }

  private static Instant instant(String text) {
    if (text.matches("-?[0-9]{1,18}")) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    if (text.length() == DATE_CHARACTERS) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text.replaceFirst("^([0-9-]{10}) ", "$1T"), OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime exact
        ? exact.toInstant()
        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
  }

  private String wellFormed(String column, String text) {
    // Such a text has no UTF-8 form: a question mark would be sent in its place.
    if (hasHalfOfAPair(text)) {
      throw new InputException(
          place() + ": expected Unicode in '" + column + "', found half of a surrogate pair");
    }
    return text;
  }

  private static boolean hasHalfOfAPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
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
