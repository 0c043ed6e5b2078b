package io.smsieve.classify.onnx;

import io.smsieve.classify.InputLimits;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.NormaliserTarget;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What any text must become in ids; {@code deploy/fuzz-guided tokeniser} looks for breaches. */
public final class TokeniserTarget {

  private static final ModelBundle BUNDLE = ModelBundle.load(Path.of("model", "bundles", "tiny"));
  private static final InputLimits LIMITS = BUNDLE.limits();
  private static final Tokeniser TOKENISER = Tokeniser.of(BUNDLE.tokenizer(), LIMITS);
  private static final ReferenceTokeniser REFERENCE =
      new ReferenceTokeniser(BUNDLE.tokenizer().file(), LIMITS);

  private TokeniserTarget() {}

  /** Texts to begin with. */
  public static List<byte[]> seeds() {
    return NormaliserTarget.seeds();
  }

  /**
   * The ids of the library that the model was trained with, whatever stands beside the text; no
   * text spells an id that we join.
   *
   * @param data any bytes
   */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = BUNDLE.normaliser().normalise(NormaliserTarget.text(data));
    TokenisedText expected = REFERENCE.tokenise(List.of(text))[0];
    TokenisedText found = TOKENISER.tokenise(List.of("see you at 7", text, "x ".repeat(300)))[1];
    check(Arrays.equals(found.ids(), expected.ids()), "other ids");
    check(found.tokens() == expected.tokens(), "another number of tokens");
    check(found.truncated() == expected.truncated(), "another end");
    for (int id : Arrays.copyOfRange(found.ids(), 1, found.ids().length - 1)) {
      check(id != LIMITS.clsId() && id != LIMITS.sepId() && id != LIMITS.padId(), "an id of ours");
    }
  }

  private static void check(boolean good, String what) {
    if (!good) {
      throw new AssertionError("a text has " + what);
    }
  }
}
