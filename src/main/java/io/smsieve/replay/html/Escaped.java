package io.smsieve.replay.html;

/** Texts of strangers for HTML and SVG. */
final class Escaped {

  private Escaped() {}

  /** The text with what HTML would read, and control and format characters, as what is shown. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  // Some turn the direction of what follows them.
                  if (type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.SURROGATE) {
                    safe.append(String.format("\\u%04x", c));
                  } else {
                    safe.appendCodePoint(c);
                  }
                }
              }
            });
    return safe.toString();
  }
}
