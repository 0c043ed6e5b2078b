package io.smsieve.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smsieve.record.LabelledExample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the rows of an import are, and the first that are of no use. Not thread-safe. */
final class ImportTally {

  private static final int SHOWN_FAULTS = 10;

  private final Set<String> ids = new HashSet<>();
  private final List<String> firstFaults = new ArrayList<>();
  private long spam;
  private long ham;
  private long unlabelled;
  private long political;
  private long repeated;
  private long faults;
  private Instant earliest = Instant.MAX;
  private Instant latest = Instant.MIN;

  /** Counts an example. */
  void add(LabelledExample example) {
    if (example.getSpam() == null) {
      unlabelled++;
    } else if (example.getSpam()) {
      spam++;
    } else {
      ham++;
    }
    if (Boolean.TRUE.equals(example.getPolitical())) {
      political++;
    }
    if (!ids.add(example.getId())) {
      repeated++;
    }
    Instant seen = example.getObservedAt();
    earliest = seen.isBefore(earliest) ? seen : earliest;
    latest = seen.isAfter(latest) ? seen : latest;
  }

  /** Counts a row that is no example. */
  void fault(String message) {
    faults++;
    if (firstFaults.size() < SHOWN_FAULTS) {
      firstFaults.add(message);
    }
  }

  /** Whether every row is an example. */
  boolean isFaultless() {
    return faults == 0;
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("spam", spam));
    lines.add(line("ham", ham));
    lines.add(line("not labelled", unlabelled));
    lines.add(line("political", political));
    lines.add(line("id seen before", repeated) + (repeated > 0 ? "  (the last one counts)" : ""));
    lines.add(line("faults", faults));
    firstFaults.forEach(fault -> lines.add("  " + fault));
    if (faults > firstFaults.size()) {
      lines.add("  and " + (faults - firstFaults.size()) + " more");
    }
    if (!earliest.isAfter(latest)) {
      lines.add("seen from " + earliest + " to " + latest);
    }
    return lines;
  }

  private static String line(String what, long count) {
    return String.format(Locale.ROOT, "%-14s %,12d", what, count);
  }

  /** For programs. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("spam", spam).put("ham", ham).put("unlabelled", unlabelled);
    json.put("political", political).put("repeatedIds", repeated).put("faults", faults);
    ArrayNode first = json.putArray("firstFaults");
    firstFaults.forEach(first::add);
    if (!earliest.isAfter(latest)) {
      json.put("observedFrom", earliest.toString()).put("observedTo", latest.toString());
    }
    return json.toString();
  }
}
