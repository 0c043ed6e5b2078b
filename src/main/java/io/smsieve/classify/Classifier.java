package io.smsieve.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives texts a score. Implementations are safe for use by several threads at once. */
public interface Classifier extends AutoCloseable {

  /** A plain text that every model can score: where that fails, the model is at fault. */
  String PROBE_TEXT = "Are we still on for lunch at noon?";

  /**
   * Scores texts. The outcome of a text depends on that text alone, not on those beside it.
   *
   * @param texts the texts, in any order; a null element is rejected as {@link
   *     Rejection.Reason#MISSING_TEXT}
   * @return one outcome a text, in the order of {@code texts}
   * @throws ClassifierFailedException if the system fails (device, memory, closed classifier);
   *     nothing is said about any text then, and the same call may be tried again
   */
  List<Outcome> classify(List<String> texts);

  /**
   * The cheap part of {@link #classify}: what can be done for a text before the model runs. What it
   * gives may be scored later, in any company.
   *
   * @param texts as for {@link #classify}
   * @return one a text, in the order of {@code texts}
   * @throws ClassifierFailedException as {@link #classify}
   */
  default List<PreparedText> prepare(List<String> texts) {
    List<PreparedText> prepared = new ArrayList<>(texts.size());
    texts.forEach(text -> prepared.add(new RawText(text)));
    return prepared;
  }

  /**
   * The rest of {@link #classify}.
   *
   * @param texts from {@link #prepare} of this classifier
   * @return one outcome a text, and what gave them
   * @throws ClassifierFailedException as {@link #classify}
   */
  default Scored score(List<PreparedText> texts) {
    List<String> raw = new ArrayList<>(texts.size());
    texts.forEach(text -> raw.add(((RawText) text).text()));
    return new Scored(classify(raw), model());
  }

  /**
   * Why it does not run on the provider that was wanted.
   *
   * @return one line for people; empty where it does
   */
  default Optional<String> fallback() {
    return Optional.empty();
  }

  /**
   * How much it does at once.
   *
   * @return the plan in force; empty if there is none
   */
  default Optional<RunPlan> plan() {
    return Optional.empty();
  }

  /**
   * What the scores come from.
   *
   * @return the identity that belongs on every verdict
   */
  ModelIdentity model();

  /**
   * The longest text that is accepted.
   *
   * @return Unicode code points before normalisation, at least 1
   */
  int maxCharacters();

  /**
   * Frees the model. Calls in flight are waited for; later calls fail. Closing twice is allowed.
   */
  @Override
  void close();
}
