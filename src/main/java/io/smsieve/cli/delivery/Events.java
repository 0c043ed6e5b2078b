package io.smsieve.cli.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was noted on the way. */
final class Events {

  private final Map<Fault, List<Double>> recoverySeconds = new EnumMap<>(Fault.class);
  private final Set<Cluster.Transaction> known = new HashSet<>();
  private int openTransactions;
  private long leastWaiting = Long.MAX_VALUE;

  /**
   * The process is dead.
   *
   * @param open transactions that the broker holds open now
   * @return whether this kill left one open: one that an earlier kill left does not count
   */
  boolean killed(Set<Cluster.Transaction> open) {
    boolean left = known.addAll(open);
    openTransactions += left ? 1 : 0;
    return left;
  }

  void recovered(Fault fault, double seconds) {
    recoverySeconds.computeIfAbsent(fault, f -> new ArrayList<>()).add(seconds);
  }

  void waiting(long messages) {
    leastWaiting = Math.min(leastWaiting, messages);
  }

  int openTransactions() {
    return openTransactions;
  }

  long leastWaiting() {
    return leastWaiting;
  }

  Map<Fault, List<Double>> recoverySeconds() {
    return recoverySeconds;
  }
}
