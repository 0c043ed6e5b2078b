package io.smsieve.embedded;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A topic that has to exist: {@code name:partitions[:key=value,...]}.
 *
 * @param name the topic's name
 * @param partitions how many partitions it is created with
 * @param configs the topic's configuration, in the order given
 */
public record TopicSpec(String name, int partitions, Map<String, String> configs) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Pattern PARTITIONS = Pattern.compile("[1-9][0-9]{0,4}");
  private static final String FORM = "name:partitions[:key=value,...]";

  /** Checks the name and the number of partitions. */
  public TopicSpec {
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("'" + name + "' is not a topic name");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic needs at least one partition");
    }
    configs = Collections.unmodifiableMap(new LinkedHashMap<>(configs));
  }

  /**
   * Reads a topic from its text.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static TopicSpec parse(String text) {
    String[] pieces = text.trim().split(":", 3);
    if (pieces.length < 2 || !PARTITIONS.matcher(pieces[1]).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not of the form " + FORM);
    }
    Map<String, String> configs = pieces.length == 3 ? configs(text, pieces[2]) : Map.of();
    return new TopicSpec(pieces[0], Integer.parseInt(pieces[1]), configs);
  }

  private static Map<String, String> configs(String text, String list) {
    Map<String, String> configs = new LinkedHashMap<>();
    String key = null;
    for (String piece : list.split(",")) {
      int equals = piece.indexOf('=');
      if (equals > 0) {
        key = piece.substring(0, equals).trim();
        configs.put(key, piece.substring(equals + 1).trim());
      } else if (key != null && equals < 0) {
        // The comma belongs to the value, as in cleanup.policy=compact,delete.
        configs.merge(key, piece.trim(), (value, more) -> value + "," + more);
      } else {
        throw new IllegalArgumentException("'" + text + "' is not of the form " + FORM);
      }
    }
    return configs;
  }

  /** The text that {@link #parse} reads. */
  public String format() {
    String base = name + ":" + partitions;
    if (configs.isEmpty()) {
      return base;
    }
    return configs.entrySet().stream()
        .map(config -> config.getKey() + "=" + config.getValue())
        .collect(Collectors.joining(",", base + ":", ""));
  }
}
