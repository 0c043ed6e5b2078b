package io.smsieve.cli.up;

import io.smsieve.record.Predictor;
import java.util.List;
import java.util.Optional;

/**
 * The counts of one moment.
 *
 * @param sent messages that the broker has acknowledged
 * @param repeated outcomes of a message that had one already; never expected
 * @param p50 median latency of the recent verdicts in milliseconds
 * @param p99 the latency that 1% of them exceed
 * @param firstNanos when the first outcome was seen, by {@link System#nanoTime()}; only with one
 * @param lastNanos when the last was seen
 * @param recent the last verdicts, oldest first
 */
record Snapshot(
    long sent,
    long spam,
    long ham,
    long deadLetters,
    long repeated,
    long p50,
    long p99,
    long firstNanos,
    long lastNanos,
    List<Outcome.Labelled> recent) {

  /** Messages of which it is known what became of them. */
  long accounted() {
    return spam + ham + deadLetters;
  }

  /** Messages that were sent and are not accounted for yet. */
  long lag() {
    return Math.max(0, sent - accounted());
  }

  /** What gave the last verdict. */
  Optional<Predictor> predictor() {
    return last().map(Outcome.Labelled::predictor);
  }

  /** The last verdict. */
  Optional<Outcome.Labelled> last() {
    return recent.isEmpty() ? Optional.empty() : Optional.of(recent.get(recent.size() - 1));
  }
}
