package io.smsieve.classify;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.util.VersionInfo;
import java.util.HashMap;
import java.util.Map;

/** Reads a bundle's {@code normalization.json}. */
final class NormalisationTables {

  static final String NAME = "smsieve-text-1";

  private NormalisationTables() {}

  static TextNormaliser read(JsonFields tables, String unicodeVersion) {
    tables.oneOf("name", NAME);
    tables.oneOf("unicodeVersion", unicodeVersion);
    return new TextNormaliser(
        set(tables, "removed"), set(tables, "whitespace"), lookalikes(tables));
  }

  /** The Unicode version of this build, as three numbers, for example 15.1.0. */
  static String unicodeVersion() {
    VersionInfo version = UCharacter.getUnicodeVersion();
    return version.getMajor() + "." + version.getMinor() + "." + version.getMilli();
  }

  private static UnicodeSet set(JsonFields tables, String name) {
    UnicodeSet set = new UnicodeSet();
    for (int[] range : tables.ranges(name)) {
      set.add(range[0], range[1]);
    }
    return set;
  }

  private static Map<Integer, Character> lookalikes(JsonFields tables) {
    JsonFields pairs = tables.object("lookalikes");
    Map<Integer, Character> lookalikes = new HashMap<>();
    for (String from : pairs.names()) {
      String to = pairs.text(from);
      boolean oneLetter = to.length() == 1 && TextNormaliser.isLatin(to.charAt(0));
      if (from.codePointCount(0, from.length()) != 1 || from.codePointAt(0) < 0x80 || !oneLetter) {
        throw pairs.refusal(
            from, "one character outside ASCII, replaced by one letter A-Z or a-z", to);
      }
      lookalikes.put(from.codePointAt(0), to.charAt(0));
    }
    return lookalikes;
  }
}
