package io.smsieve.classify;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.Map;

/**
 * The normalisation {@code smsieve-text-1}: brings different spellings of the same text together
 * before tokenising. The rules are in docs/model-bundles.md, the tables in the bundle; Unicode data
 * is ICU4J's, never the runtime's, so that every Java gives the same result. Safe for several
 * threads.
 */
public final class TextNormaliser {

  private static final int FIRST_PRINTABLE = 0x21;
  private static final int LAST_PRINTABLE = 0x7e;
  private static final char REPLACEMENT = '\ufffd';
  private static final int WORD_CATEGORIES =
      1 << UCharacterCategory.UPPERCASE_LETTER
          | 1 << UCharacterCategory.LOWERCASE_LETTER
          | 1 << UCharacterCategory.TITLECASE_LETTER
          | 1 << UCharacterCategory.MODIFIER_LETTER
          | 1 << UCharacterCategory.OTHER_LETTER
          | 1 << UCharacterCategory.NON_SPACING_MARK
          | 1 << UCharacterCategory.ENCLOSING_MARK
          | 1 << UCharacterCategory.COMBINING_SPACING_MARK;

  private final Normalizer2 nfkc = Normalizer2.getNFKCInstance();
  private final UnicodeSet removed;
  private final UnicodeSet whitespace;
  private final Map<Integer, Character> lookalikes;
  private final boolean asciiIsPlain;

  TextNormaliser(UnicodeSet removed, UnicodeSet whitespace, Map<Integer, Character> lookalikes) {
    this.removed = removed.freeze();
    this.whitespace = whitespace.freeze();
    this.lookalikes = Map.copyOf(lookalikes);
    this.asciiIsPlain = tablesLeaveAsciiAlone();
  }

  /**
   * Normalises one text.
   *
   * @param text any text, lone surrogates included
   * @return the normalised text; empty if nothing is left
   */
  public String normalise(String text) {
    if (asciiIsPlain && isPlain(text)) {
      return text;
    }
    StringBuilder kept = withoutRemoved(text);
    StringBuilder composed = new StringBuilder(kept.length() + 16);
    nfkc.normalize(kept, composed);
    return folded(squeezed(composed));
  }

  /** Printable ASCII with single spaces inside: what every rule leaves as it is. */
  private static boolean isPlain(String text) {
    boolean afterSpace = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == ' ';
      if (space ? afterSpace : c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
        return false;
      }
      afterSpace = space;
    }
    return text.isEmpty() || !afterSpace;
  }

  private boolean tablesLeaveAsciiAlone() {
    boolean plain = whitespace.contains(' ') && !removed.contains(' ');
    for (int c = FIRST_PRINTABLE; c <= LAST_PRINTABLE; c++) {
      plain &= !removed.contains(c) && !whitespace.contains(c) && !lookalikes.containsKey(c);
    }
    return plain;
  }

  private StringBuilder withoutRemoved(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      boolean loneSurrogate =
          codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      int mended = loneSurrogate ? REPLACEMENT : codePoint;
      if (!removed.contains(mended)) {
        kept.appendCodePoint(mended);
      }
    }
    return kept;
  }

  private StringBuilder squeezed(StringBuilder text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (whitespace.contains(codePoint)) {
        gap = true;
      } else if (!removed.contains(codePoint)) {
        if (gap && !out.isEmpty()) {
          out.append(' ');
        }
        gap = false;
        out.appendCodePoint(codePoint);
      }
    }
    return out;
  }

  private String folded(StringBuilder text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = wordEnd(text, at);
      if (end > at) {
        appendWord(out, text, at, end);
        at = end;
      } else {
        int codePoint = text.codePointAt(at);
        out.appendCodePoint(codePoint);
        at += Character.charCount(codePoint);
      }
    }
    return out.toString();
  }

  private static int wordEnd(StringBuilder text, int start) {
    int end = start;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      if ((WORD_CATEGORIES & 1 << UCharacter.getType(codePoint)) == 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private void appendWord(StringBuilder out, StringBuilder text, int start, int end) {
    if (!holdsLatin(text, start, end)) {
      out.append(text, start, end);
      return;
    }
    int codePoint;
    for (int i = start; i < end; i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      Character latin = codePoint <= LAST_PRINTABLE ? null : lookalikes.get(codePoint);
      out.appendCodePoint(latin == null ? codePoint : latin);
    }
  }

  private static boolean holdsLatin(StringBuilder text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (isLatin(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
