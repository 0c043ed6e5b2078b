package io.smsieve.cli.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Which fault comes when. */
final class Schedule {

  /**
   * One fault.
   *
   * @param delayMillis how long it waits after more messages were let go, so that it falls anywhere
   *     between two commits
   */
  record Step(Fault fault, long delayMillis) {}

  private static final int SHORTEST_DELAY_MILLIS = 60;
  private static final int LONGEST_DELAY_MILLIS = 260;

  private Schedule() {}

  /** Faults in random order, each as often as asked, at random moments. */
  static List<Step> of(Map<Fault, Integer> counts, Random random) {
    List<Fault> faults = new ArrayList<>();
    counts.forEach((fault, count) -> faults.addAll(Collections.nCopies(count, fault)));
    Collections.sort(faults);
    Collections.shuffle(faults, random);
    return faults.stream()
        .map(f -> new Step(f, random.nextInt(SHORTEST_DELAY_MILLIS, LONGEST_DELAY_MILLIS)))
        .toList();
  }
}
