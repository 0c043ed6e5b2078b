package io.smsieve.classify.onnx;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.FilteredNormalizer2;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What the tokenizers library takes characters for in its BERT normaliser and pre-tokenizer. Its
 * tables are of several Unicode versions (categories of 8.0, decompositions of 12.1, capitals of
 * 17.0): ICU's data is cut down to those, and what changed since is named. {@code TokeniserTest}
 * compares all code points with the library.
 */
final class BertCharacters {

  static final UnicodeSet WHITE_SPACE = new UnicodeSet("[:White_Space:]").freeze();

  /** Removed by cleaning. Code points that are assigned to nothing stay. */
  static final UnicodeSet CONTROL =
      new UnicodeSet("[[[:Cc:][:Cf:][:Co:]]&[:age=8.0:]-[\\u0009\\u000A\\u000D]\\uFFFD]").freeze();

  static final UnicodeSet CHINESE =
      new UnicodeSet(
              "[\\u4E00-\\u9FFF\\u3400-\\u4DBF\\U00020000-\\U0002A6DF\\U0002A700-\\U0002B81F"
                  + "\\U0002B920-\\U0002CEAF\\uF900-\\uFAFF\\U0002F800-\\U0002FA1F]")
          .freeze();

  static final UnicodeSet ACCENTS =
      new UnicodeSet("[[[:Mn:]&[:age=8.0:]-[\\u1885\\u1886\\uA9BD\\U000111C9]]\\u1734]").freeze();

  /** Each is a word of its own; outside ASCII only. */
  static final UnicodeSet PUNCTUATION =
      new UnicodeSet("[[[:P:]&[:age=8.0:]]\\u166D\\U000111C9]").freeze();

  static final Normalizer2 DECOMPOSITION =
      new FilteredNormalizer2(
          Normalizer2.getNFDInstance(), new UnicodeSet("[:age=12.1:]").freeze());

  private static final Map<Integer, Integer> NEW_CAPITALS = newCapitals();

  private BertCharacters() {}

  /** The small form of a code point other than U+0130, whose small form are two. */
  static int small(int codePoint) {
    Integer known = codePoint < 0x1C89 ? null : NEW_CAPITALS.get(codePoint);
    return known == null ? UCharacter.toLowerCase(codePoint) : known;
  }

  private static Map<Integer, Integer> newCapitals() {
    Map<Integer, Integer> small = new HashMap<>();
    small.put(0x1C89, 0x1C8A);
    small.put(0xA7CB, 0x264);
    small.put(0xA7CC, 0xA7CD);
    small.put(0xA7CE, 0xA7CF);
    small.put(0xA7D2, 0xA7D3);
    small.put(0xA7D4, 0xA7D5);
    small.put(0xA7DA, 0xA7DB);
    small.put(0xA7DC, 0x19B);
    for (int capital = 0x10D50; capital <= 0x10D65; capital++) {
      small.put(capital, capital + 0x20);
    }
    for (int capital = 0x16EA0; capital <= 0x16EB8; capital++) {
      small.put(capital, capital + 0x1B);
    }
    return Map.copyOf(small);
  }
}
