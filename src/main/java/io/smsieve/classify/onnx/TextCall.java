package io.smsieve.classify.onnx;

import io.smsieve.classify.Calibration;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Profile;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The texts of one call: rejected, or led to the distinct normalised text whose score is theirs.
 */
final class TextCall {

  private final Outcome[] outcomes;
  private final int[] distinctOf;
  private final List<String> distinct = new ArrayList<>();
  private int rejected;
  private int repeated;

  TextCall(List<String> texts, ModelBundle bundle) {
    outcomes = new Outcome[texts.size()];
    distinctOf = new int[texts.size()];
    Map<String, Integer> positions = new HashMap<>();
    int at = 0;
    for (String text : texts) {
      String normalised = normalised(text, at, bundle);
      if (normalised != null) {
        Integer known = positions.putIfAbsent(normalised, distinct.size());
        distinctOf[at] = known == null ? distinct.size() : known;
        if (known == null) {
          distinct.add(normalised);
        } else {
          repeated++;
        }
      }
      at++;
    }
  }

  private String normalised(String text, int at, ModelBundle bundle) {
    if (text == null) {
      reject(at, Rejection.Reason.MISSING_TEXT);
      return null;
    }
    int limit = bundle.limits().maxCharacters();
    if (text.length() > limit && text.codePointCount(0, text.length()) > limit) {
      reject(at, Rejection.Reason.TOO_MANY_CHARACTERS);
      return null;
    }
    String normalised = bundle.normaliser().normalise(text);
    if (normalised.isEmpty()) {
      reject(at, Rejection.Reason.BLANK);
      return null;
    }
    return normalised;
  }

  private void reject(int at, Rejection.Reason reason) {
    outcomes[at] = new Rejection(reason);
    rejected++;
  }

  /** Normalised texts without repeats. */
  List<String> distinct() {
    return distinct;
  }

  /** Texts without a score; final after {@link #outcomes}. */
  int rejected() {
    return rejected;
  }

  /** Texts that share the score of another one of this call. */
  int repeated() {
    return repeated;
  }

  /**
   * One outcome a text, in order.
   *
   * @param rows by distinct text; null where the tokenizer failed
   * @param logits by distinct text; null where there is no score
   */
  List<Outcome> outcomes(Profile profile, TokenisedText[] rows, float[][] logits) {
    Verdict[] verdicts = new Verdict[rows.length];
    for (int i = 0; i < rows.length; i++) {
      verdicts[i] = logits[i] == null ? null : verdict(profile, rows[i], logits[i]);
    }
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] == null && verdicts[distinctOf[i]] == null) {
        reject(i, Rejection.Reason.UNSCORABLE);
      } else if (outcomes[i] == null) {
        outcomes[i] = verdicts[distinctOf[i]];
      }
    }
    return Arrays.asList(outcomes);
  }

  private static Verdict verdict(Profile profile, TokenisedText row, float[] logits) {
    Calibration spam = profile.spam();
    double probability = spam.probability(logits[0]);
    OptionalDouble political =
        logits.length < 2
            ? OptionalDouble.empty()
            : OptionalDouble.of(profile.calibrations().get(1).probability(logits[1]));
    Label label = probability >= spam.threshold() ? Label.SPAM : Label.HAM;
    return new Verdict(
        label, probability, political, spam.threshold(), row.tokens(), row.truncated());
  }
}
