package io.smsieve.cli.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * What was done and seen.
 *
 * @param kills SIGKILLs of the process
 * @param openTransactions kills after which the broker held a transaction of the dead process open
 * @param neededOpenTransactions how many of them there must be
 * @param faults how often each was done
 * @param produced messages that the broker acknowledged
 * @param spam records in that topic, committed
 * @param ham records in that topic, committed
 * @param deadLetter records in that topic, committed
 * @param lost messages that are nowhere
 * @param duplicated records beyond the first of a message
 * @param outOfOrder records after a later one of their key in the same topic
 * @param misplaced dead letters that should have been labelled, or the other way round
 * @param examples records of labelled examples that the broker acknowledged
 * @param recounted examples that hold at the end: the last record of an id does
 * @param miscounted how far the evaluation's totals are from a recount of them, all counts together
 * @param leastWaiting the fewest messages that waited when the process was dead
 * @param recoverySeconds by fault, each time in the order of events
 * @param seconds in all
 * @param seed which gives the same faults at the same places again
 */
record Report(
    int kills,
    int openTransactions,
    int neededOpenTransactions,
    Map<Fault, Integer> faults,
    int partitions,
    long produced,
    long spam,
    long ham,
    long deadLetter,
    long lost,
    long duplicated,
    long outOfOrder,
    long misplaced,
    long examples,
    long recounted,
    long miscounted,
    long leastWaiting,
    Map<Fault, List<Double>> recoverySeconds,
    double seconds,
    long seed)
    implements Findings {

  @Override
  @JsonIgnore
  public List<String> faultsFound() {
    List<String> found = wrongCounts();
    if (openTransactions < neededOpenTransactions) {
      found.add(
          "only "
              + openTransactions
              + " of "
              + kills
              + " kills left a transaction open, where "
              + neededOpenTransactions
              + " must");
    }
    if (kills > 0 && leastWaiting <= 0) {
      found.add("no input waited at a kill: give more --messages, or fewer faults");
    }
    return found;
  }

  @Override
  public String text() {
    return String.format(
        "%d messages: %d spam, %d ham, %d dead letters; lost %d, doubled %d, out of order %d,"
            + " misplaced %d%n%d records of examples, %d of them hold; miscounted %d%n%d kills, %d"
            + " with an open transaction; faults %s%nrecovery in seconds: %s%n%.0f s, seed %d",
        produced(),
        spam(),
        ham(),
        deadLetter(),
        lost(),
        duplicated(),
        outOfOrder(),
        misplaced(),
        examples(),
        recounted(),
        miscounted(),
        kills(),
        openTransactions(),
        faults(),
        recoverySeconds(),
        seconds(),
        seed());
  }
}
