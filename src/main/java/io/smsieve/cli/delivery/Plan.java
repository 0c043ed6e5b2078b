package io.smsieve.cli.delivery;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a proof does.
 *
 * @param messages how many flow
 * @param examples how many records of labelled examples flow beside them
 * @param partitions of each topic
 * @param threads of the filter
 * @param seed decides which fault comes when
 * @param faults how often each
 * @param settings of the filter, over those of the proof
 * @param hosts where the process runs
 * @param bundle folder of the model
 * @param work folder for logs, state and the embedded broker's data
 */
record Plan(
    int messages,
    int examples,
    int partitions,
    int threads,
    long seed,
    Map<Fault, Integer> faults,
    Map<String, String> settings,
    Hosts hosts,
    Path bundle,
    Path work) {

  static final int BEFORE = 4;

  private static final int NEEDED_OPEN_PERCENT = 75;

  /** Settings and faults are kept as they are now. */
  Plan {
    settings = Map.copyOf(settings);
    faults = Map.copyOf(faults);
  }

  /** How often the process is killed. */
  int kills() {
    return faults.entrySet().stream()
        .filter(e -> e.getKey().isKill())
        .collect(Collectors.summingInt(Map.Entry::getValue));
  }

  /** How many kills must leave a transaction open: else little was tried. */
  int neededOpen() {
    return kills() * NEEDED_OPEN_PERCENT / 100;
  }

  /**
   * How many messages are let go after a fault, to see that all goes on; {@link #BEFORE} times as
   * many are let go before one, so that messages wait when it comes.
   */
  long portion() {
    int all = faults.values().stream().mapToInt(Integer::intValue).sum();
    return messages / ((BEFORE + 2L) * all + 2);
  }
}
