package io.smsieve.classify.onnx;

import io.smsieve.classify.Calibration;
import io.smsieve.classify.Label;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.PreparedText;
import io.smsieve.classify.Profile;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The texts of one call: rejected, or led to the row whose score is theirs; equal texts to one. */
final class TextCall {

  private final Outcome[] outcomes;
  private final int[] rowOf;
  private final List<TokenisedText> rows = new ArrayList<>();
  private int rejected;
  private int repeated;

  TextCall(List<PreparedText> texts) {
    outcomes = new Outcome[texts.size()];
    rowOf = new int[outcomes.length];
    Map<String, Integer> places = new HashMap<>(2 * outcomes.length);
    int at = 0;
    for (PreparedText prepared : texts) {
      ReadyText text = (ReadyText) prepared;
      if (text.row().isEmpty()) {
        reject(at, text.rejection().orElseThrow());
      } else {
        rowOf[at] = rowOf(text, places);
      }
      at++;
    }
  }

  private int rowOf(ReadyText text, Map<String, Integer> places) {
    Integer known = places.putIfAbsent(text.normalised(), rows.size());
    if (known != null) {
      repeated++;
      return known;
    }
    rows.add(text.row().orElseThrow());
    return rows.size() - 1;
  }

  private void reject(int at, Rejection rejection) {
    outcomes[at] = rejection;
    rejected++;
  }

  /** What the model has to read. */
  TokenisedText[] rows() {
    return rows.toArray(TokenisedText[]::new);
  }

  /** Texts given. */
  int size() {
    return outcomes.length;
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
   * @param logits by row; null where there is no score
   */
  List<Outcome> outcomes(Profile profile, float[][] logits) {
    Verdict[] verdicts = new Verdict[rows.size()];
    for (int i = 0; i < verdicts.length; i++) {
      verdicts[i] = logits[i] == null ? null : verdict(profile, rows.get(i), logits[i]);
    }
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] == null && verdicts[rowOf[i]] == null) {
        reject(i, new Rejection(Rejection.Reason.UNSCORABLE));
      } else if (outcomes[i] == null) {
        outcomes[i] = verdicts[rowOf[i]];
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
