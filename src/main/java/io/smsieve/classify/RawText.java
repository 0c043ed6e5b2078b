package io.smsieve.classify;

/**
 * A text of a classifier that cannot tell tokens beforehand.
 *
 * @param text the text; may be null
 */
record RawText(String text) implements PreparedText {

  /** One token a character: more than any text has in words. */
  @Override
  public int modelTokens() {
    return text == null ? 0 : text.length();
  }

  /** Shows no text. */
  @Override
  public String toString() {
    return "RawText";
  }
}
