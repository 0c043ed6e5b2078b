package io.smsieve.classify.onnx;

import io.smsieve.classify.PreparedText;
import io.smsieve.classify.Rejection;
import java.util.Optional;

/**
 * A text that is rejected, or ready for the model.
 *
 * @param normalised the normalised text; empty where it is rejected
 * @param row what the model reads; empty where it is rejected
 * @param rejection why there is no row
 */
record ReadyText(String normalised, Optional<TokenisedText> row, Optional<Rejection> rejection)
    implements PreparedText {

  static ReadyText of(String normalised, TokenisedText row) {
    return new ReadyText(normalised, Optional.of(row), Optional.empty());
  }

  static ReadyText rejected(Rejection.Reason reason) {
    return new ReadyText("", Optional.empty(), Optional.of(new Rejection(reason)));
  }

  @Override
  public int modelTokens() {
    return row.map(r -> r.ids().length).orElse(0);
  }

  /** Shows no text. */
  @Override
  public String toString() {
    return "ReadyText[" + modelTokens() + "]";
  }
}
