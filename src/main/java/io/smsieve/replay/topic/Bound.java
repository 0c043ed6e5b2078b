package io.smsieve.replay.topic;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One end of a range, as people give it. */
public sealed interface Bound {

  /** Where the topic begins. */
  record Beginning() implements Bound {}

  /** Where it ends now: what is committed. */
  record End() implements Bound {}

  /** The first record that is not older, by its timestamp. */
  record Time(Instant instant) implements Bound {}

  /** The same offset in every partition. */
  record Offset(long offset) implements Bound {}

  /** An offset for each partition; those that are left out are not read. */
  record Offsets(Map<Integer, Long> offsets) implements Bound {}

  /**
   * The bound of a text: {@code beginning}, {@code end}, a time such as {@code
   * 2026-01-31T12:00:00Z}, {@code -24h} from now, an offset, or {@code 0:17,1:40} with an offset
   * for each partition.
   *
   * @param now what {@code -24h} counts from
   * @throws IllegalArgumentException with a message for people
   */
  static Bound parse(String text, Instant now) {
    if (text.equals("beginning")) {
      return new Beginning();
    }
    if (text.equals("end")) {
      return new End();
    }
    if (text.matches("[0-9]{1,18}")) {
      return new Offset(Long.parseLong(text));
    }
    if (text.matches("[0-9]{1,9}:[0-9]{1,18}(,[0-9]{1,9}:[0-9]{1,18})*")) {
      return offsets(text);
    }
    try {
      return new Time(
          text.matches("-[0-9]{1,9}[smhd]") ? now.minus(duration(text)) : Instant.parse(text));
    } catch (DateTimeException notATime) {
      throw new IllegalArgumentException(
          "expected beginning, end, a time such as 2026-01-31T12:00:00Z or -24h, an offset, or"
              + " offsets such as 0:17,1:40, found "
              + text,
          notATime);
    }
  }

  private static Bound offsets(String text) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String each : text.split(",", -1)) {
      int colon = each.indexOf(':');
      int partition = Integer.parseInt(each.substring(0, colon));
      if (offsets.put(partition, Long.parseLong(each.substring(colon + 1))) != null) {
        throw new IllegalArgumentException(
            "expected one offset for each partition, found two for " + partition);
      }
    }
    return new Offsets(offsets);
  }

  private static Duration duration(String text) {
    String number = text.substring(1, text.length() - 1);
    String unit = text.substring(text.length() - 1);
    return unit.equals("d")
        ? Duration.parse("P" + number + "D")
        : Duration.parse("PT" + number + unit);
  }
}
