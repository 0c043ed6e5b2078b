package io.smsieve.classify;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The score of one text.
 *
 * @param label spam if {@code spamProbability} is at or above {@code threshold}, else ham
 * @param spamProbability calibrated probability of spam, 0 to 1
 * @param politicalProbability calibrated probability that the subject is political, 0 to 1; empty
 *     where the model has no such head
 * @param threshold the profile's decision threshold, 0 to 1
 * @param tokens number of tokens before truncation, the two that mark start and end included
 * @param truncated whether the text had more tokens than the model reads, so that its middle was
 *     left out
 */
public record Verdict(
    Label label,
    double spamProbability,
    OptionalDouble politicalProbability,
    double threshold,
    int tokens,
    boolean truncated)
    implements Outcome {

  /**
   * Checks that nothing is missing.
   *
   * @throws NullPointerException if {@code label} or {@code politicalProbability} is null
   */
  public Verdict {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(politicalProbability, "politicalProbability");
  }
}
