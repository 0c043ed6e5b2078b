package io.smsieve.evaluation;

import io.smsieve.record.LabelledExample;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which slices an example belongs to. */
public final class Slices {

  /** All examples. */
  public static final String ALL = "all";

  /** Stands for the values of a dimension beyond the number that is kept apart. */
  public static final String OTHER = "(other)";

  static final int MAX_VALUE_CHARACTERS = 64;

  private final List<String> attributes;

  /**
   * Slices by what is always known, and by attributes.
   *
   * @param attributes names of examples' attributes
   */
  public Slices(List<String> attributes) {
    this.attributes = List.copyOf(attributes);
  }

  /** The slices of an example, those that depend on a predictor left out. */
  public List<String> of(LabelledExample example) {
    List<String> slices = new ArrayList<>();
    slices.add(ALL);
    slices.add("political=" + political(example.getPolitical()));
    slices.add(slice("source", example.getSource()));
    slices.add("script=" + script(example.getText()));
    for (String attribute : attributes) {
      slices.add(slice(attribute, example.getAttributes().getOrDefault(attribute, "(none)")));
    }
    return slices;
  }

  /** The slice of the examples that a predictor was, or was not, trained on. */
  public static String trained(boolean trained) {
    return trained ? "trained=yes" : "trained=no";
  }

  /** The slice of the examples that are left out for a reason. */
  public static String excluded(Contribution.Kind kind) {
    return "excluded=" + kind.name().toLowerCase(Locale.ROOT);
  }

  /** What a slice divides by: the part before the equals sign. */
  public static String dimension(String slice) {
    int equals = slice.indexOf('=');
    return equals < 0 ? slice : slice.substring(0, equals);
  }

  private static String political(Boolean political) {
    if (political == null) {
      return "unknown";
    }
    return political ? "yes" : "no";
  }

  private static String slice(String dimension, String value) {
    String clean = value.replaceAll("\\p{Cntrl}", " ").strip();
    if (clean.codePointCount(0, clean.length()) > MAX_VALUE_CHARACTERS) {
      clean = clean.substring(0, clean.offsetByCodePoints(0, MAX_VALUE_CHARACTERS));
    }
    return dimension + "=" + clean;
  }

  /** The script of most letters; the one that Unicode names first where two have as many. */
  static String script(String text) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .filter(s -> s != UnicodeScript.COMMON && s != UnicodeScript.INHERITED)
        .forEach(s -> letters.merge(s, 1, Integer::sum));
    UnicodeScript most = null;
    for (Map.Entry<UnicodeScript, Integer> each : letters.entrySet()) {
      if (most == null || each.getValue() > letters.get(most)) {
        most = each.getKey();
      }
    }
    return most == null ? "none" : most.name().toLowerCase(Locale.ROOT);
  }
}
