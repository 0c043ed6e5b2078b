package io.smsieve.cli.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
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
    long seed) {

  static final long MEMORY_MB = 80;
  static final long HANDLES = 20;
  static final long THREADS = 10;
  static final long DISK_MB = 40;
  static final long LATENCY_MILLIS = 500;
  static final int LATENCY_TIMES = 3;

  /** What is not as it must be; empty: all is well. */
  @JsonIgnore
  List<String> faultsFound() {
    List<String> found = new ArrayList<>();
    none(found, lost, "messages lost");
    none(found, duplicated, "records doubled");
    none(found, outOfOrder, "records out of order");
    none(found, misplaced, "records in the wrong topic");
    none(found, miscounted, "examples too many or too few in the evaluation's totals");
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

  private static void none(List<String> found, long count, String what) {
    if (count != 0) {
      found.add(count + " " + what);
    }
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
