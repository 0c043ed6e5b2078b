package io.smsieve.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What one example adds to the counts. Taking it back is adding it with the opposite sign, so it
 * holds all that decides where it is counted.
 *
 * @param kind how it is counted
 * @param time the instant that decides its window, in milliseconds since 1970: when the example was
 *     seen in the world; of one that is left out, when its record was written
 * @param minutes whether it is counted in minutes as well as in hours
 * @param slices which slices it belongs to, those that depend on the predictor left out
 * @param scores what each model said, the baselines left out; empty unless it is labelled
 */
public record Contribution(
    Kind kind, long time, boolean minutes, List<String> slices, List<Scored> scores) {

  /** How an example is counted. */
  public enum Kind {
    /** Labelled ham. */
    HAM,
    /** Labelled spam. */
    SPAM,
    /** Not labelled yet. */
    UNLABELLED,
    /** Written too long after it was seen. */
    LATE,
    /** Seen, as it says, after it was written. */
    FUTURE;

    /** What the example is; empty where it is not counted as such. */
    public Optional<Truth> truth() {
      return switch (this) {
        case HAM -> Optional.of(Truth.HAM);
        case SPAM -> Optional.of(Truth.SPAM);
        case UNLABELLED, LATE, FUTURE -> Optional.empty();
      };
    }

    /** Whether it is left out of the windows and only counted by this reason. */
    public boolean excluded() {
      return this == LATE || this == FUTURE;
    }
  }

  /** Keeps copies. */
  public Contribution {
    slices = List.copyOf(slices);
    scores = List.copyOf(scores);
  }
}
