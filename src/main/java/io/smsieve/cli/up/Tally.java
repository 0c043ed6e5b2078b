package io.smsieve.cli.up;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Counts what became of this run's messages, each message once. Thread-safe. */
final class Tally {

  static final int RECENT = 10;

  // All below are guarded by this.
  private final BitSet seen = new BitSet();
  private final Latencies latencies = new Latencies();
  private final Deque<Outcome.Labelled> recent = new ArrayDeque<>();
  private long sent;
  private long spam;
  private long ham;
  private long deadLetters;
  private long repeated;
  private long firstNanos;
  private long lastNanos;

  /** The broker has acknowledged one more message. */
  synchronized void sent() {
    sent++;
  }

  /**
   * The outcome of a message is known.
   *
   * @param nanos when it was seen, by {@link System#nanoTime()}
   */
  synchronized void add(Outcome outcome, long nanos) {
    int index = Math.toIntExact(outcome.index());
    if (seen.get(index)) {
      repeated++;
      return;
    }
    seen.set(index);
    if (spam + ham + deadLetters == 0) {
      firstNanos = nanos;
    }
    lastNanos = nanos;
    if (outcome instanceof Outcome.Labelled labelled) {
      addLabelled(labelled);
    } else {
      deadLetters++;
    }
  }

  private void addLabelled(Outcome.Labelled labelled) {
    if (labelled.spam()) {
      spam++;
    } else {
      ham++;
    }
    latencies.add(labelled.latencyMillis());
    recent.addLast(labelled);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  /** The counts by now. */
  synchronized Snapshot snapshot() {
    return new Snapshot(
        sent,
        spam,
        ham,
        deadLetters,
        repeated,
        latencies.quantile(0.5),
        latencies.quantile(0.99),
        firstNanos,
        lastNanos,
        List.copyOf(recent));
  }
}
