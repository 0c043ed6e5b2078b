package io.smsieve.classify.onnx;

import io.smsieve.classify.TokenizerRules;
import java.util.Arrays;

/**
 * Brings a text into the form whose words a WordPiece vocabulary knows, as the BERT normaliser of
 * the tokenizers library does, and finds the words as its pre-tokenizer does. Its memory is used
 * again for every text; for one thread.
 */
final class BertText {

  private static final int ASCII = 0x80;
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private final TokenizerRules rules;
  private final StringBuilder cleaned = new StringBuilder();
  private final StringBuilder decomposed = new StringBuilder();
  private char[] text = new char[512];
  private int length;

  BertText(TokenizerRules rules) {
    this.rules = rules;
  }

  /** Adds the ids of all words of a text to what was found before. */
  void cut(String original, WordPieces pieces, IdList found) {
    read(original);
    int word = 0;
    int at = 0;
    while (at < length) {
      int codePoint = Character.codePointAt(text, at, length);
      int next = at + Character.charCount(codePoint);
      boolean punctuation = isPunctuation(codePoint);
      if (punctuation || isSpace(codePoint)) {
        cutWord(word, at, pieces, found);
        cutWord(punctuation ? at : next, next, pieces, found);
        word = next;
      }
      at = next;
    }
    cutWord(word, length, pieces, found);
  }

  private void cutWord(int from, int to, WordPieces pieces, IdList found) {
    if (from < to) {
      pieces.cut(text, from, to, found);
    }
  }

  private static boolean isPunctuation(int codePoint) {
    return codePoint < ASCII
        ? codePoint > ' ' && codePoint < 0x7f && !isLetterOrDigit(codePoint)
        : BertCharacters.PUNCTUATION.contains(codePoint);
  }

  private static boolean isLetterOrDigit(int ascii) {
    int small = ascii | 0x20;
    return (small >= 'a' && small <= 'z') || (ascii >= '0' && ascii <= '9');
  }

  private static boolean isSpace(int codePoint) {
    return codePoint < ASCII
        ? codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r')
        : BertCharacters.WHITE_SPACE.contains(codePoint);
  }

  private void read(String original) {
    length = 0;
    for (int i = 0; i < original.length(); i++) {
      if (original.charAt(i) >= ASCII) {
        length = 0;
        readAny(original);
        return;
      }
      readAscii(original.charAt(i));
    }
  }

  private void readAscii(char c) {
    if (rules.cleanText() && (c == '\t' || c == '\n' || c == '\r')) {
      append(' ');
    } else if (rules.lowercase() && c >= 'A' && c <= 'Z') {
      append((char) (c + 'a' - 'A'));
    } else if (!rules.cleanText() || (c >= ' ' && c < 0x7f)) {
      append(c);
    }
  }

  private void readAny(String original) {
    clean(original);
    CharSequence read = cleaned;
    if (rules.stripAccents()) {
      decomposed.setLength(0);
      BertCharacters.DECOMPOSITION.normalize(cleaned, decomposed);
      read = decomposed;
    }
    int codePoint;
    for (int i = 0; i < read.length(); i += Character.charCount(codePoint)) {
      codePoint = Character.codePointAt(read, i);
      if (!rules.stripAccents() || !BertCharacters.ACCENTS.contains(codePoint)) {
        appendSmall(codePoint);
      }
    }
  }

  private void clean(String original) {
    cleaned.setLength(0);
    int codePoint;
    for (int i = 0; i < original.length(); i += Character.charCount(codePoint)) {
      codePoint = original.codePointAt(i);
      if (rules.chineseApart() && BertCharacters.CHINESE.contains(codePoint)) {
        cleaned.append(' ').appendCodePoint(codePoint).append(' ');
      } else if (!rules.cleanText()) {
        cleaned.appendCodePoint(codePoint);
      } else if (!BertCharacters.CONTROL.contains(codePoint)) {
        boolean space = BertCharacters.WHITE_SPACE.contains(codePoint);
        cleaned.appendCodePoint(space ? ' ' : codePoint);
      }
    }
  }

  private void appendSmall(int codePoint) {
    if (!rules.lowercase()) {
      appendCodePoint(codePoint);
    } else if (codePoint == CAPITAL_I_WITH_DOT) {
      append('i');
      append('\u0307');
    } else {
      appendCodePoint(BertCharacters.small(codePoint));
    }
  }

  private void appendCodePoint(int codePoint) {
    if (Character.isBmpCodePoint(codePoint)) {
      append((char) codePoint);
    } else {
      append(Character.highSurrogate(codePoint));
      append(Character.lowSurrogate(codePoint));
    }
  }

  private void append(char c) {
    if (length == text.length) {
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = c;
  }
}
