package io.smsieve.replay;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The rows of the published experiment, in its order and words, with the accuracy that it reported:
 * 50 examples, {@code sample(n=50, random_state=256)} of its own synthetic data set.
 */
public enum ExperimentRow {
  /** Everything is ham. */
  HAM_ONLY("guess ham only", 0.22, null),
  /** Everything is spam. */
  SPAM_ONLY("guess spam only", 0.78, null),
  /** The base model, asked once. */
  BASE("base", 0.78, "base"),
  /** The base model with a vote over several generated tokens. */
  VOTE("base with a vote", 0.86, "vote"),
  /** The base model with the prompt that asks for one word. */
  ALTERNATE("alternate prompt", 0.22, "alternate"),
  /** The fine-tuned model. */
  FINE_TUNED("fine-tuned", 1.0, "fine-tuned");

  private final String text;
  private final double published;
  private final String slot;

  ExperimentRow(String text, double published, String slot) {
    this.text = text;
    this.published = published;
    this.slot = slot;
  }

  /** As the experiment calls it. */
  public String text() {
    return text;
  }

  /** The accuracy that was published, 0 to 1. */
  public double published() {
    return published;
  }

  /** The name by which a bundle is put there; empty where no model is needed. */
  public Optional<String> slot() {
    return Optional.ofNullable(slot);
  }

  /** The row of a slot's name. */
  public static Optional<ExperimentRow> ofSlot(String name) {
    return Arrays.stream(values())
        .filter(row -> name.toLowerCase(Locale.ROOT).equals(row.slot))
        .findFirst();
  }
}
