package io.smsieve.classify;

/**
 * A text made ready by {@link Classifier#prepare}, for that classifier's {@link Classifier#score}
 * only.
 */
public interface PreparedText {

  /**
   * What scoring it will cost.
   *
   * @return tokens that the model will read, 0 for a text that is rejected
   */
  int modelTokens();
}
