package io.smsieve.cli.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * What a soak came to. Beginning and end are quiet times; between them are the faults.
 *
 * @param seconds from the end of the measurement to the end
 * @param measuredPerSecond messages that came out while input waited; 0: not measured
 * @param perSecond messages that were let go
 * @param produced messages in all
 * @param lost messages that are nowhere
 * @param duplicated records beyond the first of a message
 * @param outOfOrder records after a later one of their key in the same topic
 * @param misplaced dead letters that should have been labelled, or the other way round
 * @param miscounted how far the evaluation's totals are from a recount
 * @param recoverySeconds by fault, in the order of events
 * @param atBegin how long messages took, and what the first process held, which lives through all
 * @param atEnd the same
 * @param mostResidentMb the most memory that it held
 * @param seed which gives the same faults again
 */
record SoakReport(
    double seconds,
    double measuredPerSecond,
    double perSecond,
    long produced,
    long lost,
    long duplicated,
    long outOfOrder,
    long misplaced,
    long miscounted,
    Map<Fault, List<Double>> recoverySeconds,
    SoakRun.Quiet atBegin,
    SoakRun.Quiet atEnd,
    long mostResidentMb,
    long seed)
    implements Findings {

  static final long MEMORY_MB = 80;
  static final long HANDLES = 20;
  static final long THREADS = 10;
  static final long DISK_MB = 40;
  static final long LATENCY_MILLIS = 500;
  static final int LATENCY_TIMES = 3;

  @Override
  @JsonIgnore
  public List<String> faultsFound() {
    List<String> found = wrongCounts();
    Vitals begin = atBegin.vitals();
    Vitals end = atEnd.vitals();
    grew(found, "MB of memory", begin.residentMb(), end.residentMb(), MEMORY_MB);
    grew(found, "open handles", begin.handles(), end.handles(), HANDLES);
    grew(found, "threads", begin.threads(), end.threads(), THREADS);
    grew(found, "MB of files", begin.diskMb(), end.diskMb(), DISK_MB);
    slower(found, "p50", atBegin.latency().p50(), atEnd.latency().p50());
    slower(found, "p99", atBegin.latency().p99(), atEnd.latency().p99());
    if (atBegin.latency().messages() == 0 || atEnd.latency().messages() == 0) {
      found.add("no message came out in a quiet time");
    }
    return found;
  }

  @Override
  public String text() {
    return String.format(
        "%.0f s at %.0f messages a second (measured: %.0f), %d messages: lost %d, doubled %d, out"
            + " of order %d, misplaced %d, miscounted %d%nat the beginning: %s%nat the end: %s%n"
            + "most memory %d MB; recovery in seconds: %s; seed %d",
        seconds(),
        perSecond(),
        measuredPerSecond(),
        produced(),
        lost(),
        duplicated(),
        outOfOrder(),
        misplaced(),
        miscounted(),
        atBegin(),
        atEnd(),
        mostResidentMb(),
        recoverySeconds(),
        seed());
  }

  private static void grew(List<String> found, String what, long begin, long end, long bound) {
    if (end > begin + bound) {
      found.add(end + " " + what + " at the end, " + begin + " at the beginning");
    }
  }

  private static void slower(List<String> found, String what, long begin, long end) {
    if (end > Math.max(LATENCY_TIMES * begin, begin + LATENCY_MILLIS)) {
      found.add("a " + what + " of " + end + " ms at the end, " + begin + " at the beginning");
    }
  }
}
