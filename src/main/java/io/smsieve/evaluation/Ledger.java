package io.smsieve.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * Decides what an example's record changes, by what is remembered of the example. The same for the
 * live store and for a replay.
 */
public final class Ledger {

  private Ledger() {}

  /** What is remembered, by an example's key. */
  public interface Memory {
    /** What is known of an example; null for nothing. */
    LedgerEntry get();

    /** Remembers; null forgets. */
    void put(LedgerEntry entry);
  }

  /**
   * A record of an example.
   *
   * @param entry the example as it is now; empty: it is taken back
   * @return what to count and what to take back; empty for a repeat
   */
  public static List<Change> record(Memory memory, Optional<LedgerEntry> entry) {
    LedgerEntry before = memory.get();
    if (entry.isEmpty()) {
      if (before == null) {
        return List.of();
      }
      memory.put(null);
      return List.of(new Change(-1, before.contribution()));
    }
    LedgerEntry now = entry.get();
    if (before == null) {
      memory.put(now);
      return List.of(new Change(1, now.contribution()));
    }
    if (before.digest() == now.digest()) {
      return List.of();
    }
    memory.put(now);
    return List.of(new Change(-1, before.contribution()), new Change(1, now.contribution()));
  }
}
