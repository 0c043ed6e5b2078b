package io.smsieve.classify;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;

/** What any text must become; {@code deploy/fuzz-guided normaliser} looks for breaches. */
public final class NormaliserTarget {

  private static final ModelBundle BUNDLE = ModelBundle.load(Path.of("model", "bundles", "tiny"));

  private NormaliserTarget() {}

  /** Texts to begin with. */
  public static List<byte[]> seeds() {
    return List.of(
        "\0Ｆree  ℙrize\u00a0ｎｏｗ".getBytes(UTF_8),
        "\0e\u0301\u200b\u202e \ufb01 \ud835\udc00 ｆ".getBytes(UTF_8),
        ("\u0001" + "a").getBytes(UTF_16BE));
  }

  /** The text of any bytes: UTF-8, or any 16-bit units, lone surrogates among them. */
  public static String text(byte[] data) {
    if (data.length > 0 && data[0] % 2 == 0) {
      return new String(data, 1, data.length - 1, UTF_8);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i + 1 < data.length; i += 2) {
      text.append((char) (((data[i] & 0xff) << 8) | (data[i + 1] & 0xff)));
    }
    return text.toString();
  }

  /**
   * Normalised, it has no blank at an end and no two in a row, no half of a character, and what
   * stands around the text in blanks makes no difference.
   *
   * @param data any bytes
   */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = text(data);
    String normalised = BUNDLE.normaliser().normalise(text);
    check(normalised.equals(normalised.strip()), "a blank at an end");
    check(!normalised.contains("  "), "two blanks in a row");
    for (int i = 0; i < normalised.length(); i++) {
      if (Character.isSurrogate(normalised.charAt(i))) {
        check(Character.isSurrogatePair(normalised.charAt(i), next(normalised, i)), "half a pair");
        i++;
      }
    }
    check(normalised.equals(BUNDLE.normaliser().normalise("  " + text + "\n")), "blanks count");
  }

  private static char next(String text, int i) {
    return i + 1 < text.length() ? text.charAt(i + 1) : ' ';
  }

  private static void check(boolean good, String what) {
    if (!good) {
      throw new AssertionError("a normalised text has " + what);
    }
  }
}
