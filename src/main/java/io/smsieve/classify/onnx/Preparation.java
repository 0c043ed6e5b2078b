package io.smsieve.classify.onnx;

import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.PreparedText;
import io.smsieve.classify.Rejection.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Normalises and tokenises texts, equal ones once. Thread-safe. */
final class Preparation {

  private final ModelBundle bundle;
  private final Tokeniser tokeniser;

  Preparation(ModelBundle bundle, Tokeniser tokeniser) {
    this.bundle = bundle;
    this.tokeniser = tokeniser;
  }

  /**
   * Makes texts ready.
   *
   * @return one a text, in order
   */
  List<PreparedText> prepare(List<String> texts) {
    ReadyText[] ready = new ReadyText[texts.size()];
    int[] distinctOf = new int[ready.length];
    List<String> distinct = distinct(texts, ready, distinctOf);
    TokenisedText[] rows = tokeniser.tokenise(distinct);
    ReadyText[] ofDistinct = new ReadyText[rows.length];
    for (int i = 0; i < rows.length; i++) {
      ofDistinct[i] = ReadyText.of(distinct.get(i), rows[i]);
    }
    for (int i = 0; i < ready.length; i++) {
      ready[i] = ready[i] == null ? ofDistinct[distinctOf[i]] : ready[i];
    }
    return Arrays.asList(ready);
  }

  private List<String> distinct(List<String> texts, ReadyText[] ready, int[] distinctOf) {
    List<String> distinct = new ArrayList<>(ready.length);
    Map<String, Integer> places = new HashMap<>(2 * ready.length);
    int at = 0;
    for (String text : texts) {
      String normalised = fits(text) ? bundle.normaliser().normalise(text) : "";
      if (normalised.isEmpty()) {
        ready[at] = ReadyText.rejected(reason(text));
      } else {
        Integer known = places.putIfAbsent(normalised, distinct.size());
        distinctOf[at] = known == null ? distinct.size() : known;
        if (known == null) {
          distinct.add(normalised);
        }
      }
      at++;
    }
    return distinct;
  }

  private boolean fits(String text) {
    int limit = bundle.limits().maxCharacters();
    return text != null
        && (text.length() <= limit || text.codePointCount(0, text.length()) <= limit);
  }

  private Reason reason(String text) {
    if (text == null) {
      return Reason.MISSING_TEXT;
    }
    return fits(text) ? Reason.BLANK : Reason.TOO_MANY_CHARACTERS;
  }
}
