package io.smsieve.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.replay.PartitionRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What a journal begins with.
 *
 * @param question all that findings depend on
 * @param ranges the offsets, which were fixed at the start
 */
record Head(String question, List<PartitionRange> ranges) {

  byte[] toBytes() {
    StringBuilder lines = new StringBuilder();
    for (PartitionRange range : ranges) {
      lines.append(range.partition()).append(' ').append(range.from()).append(' ');
      lines.append(range.to()).append('\n');
    }
    return lines.append('\n').append(question).toString().getBytes(UTF_8);
  }

  static Head of(byte[] block) {
    String text = new String(block, UTF_8);
    int end = text.indexOf("\n\n");
    List<PartitionRange> ranges = new ArrayList<>();
    for (String line : text.substring(0, end).split("\n", -1)) {
      String[] parts = line.split(" ", -1);
      ranges.add(
          new PartitionRange(
              Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    }
    return new Head(text.substring(end + 2), ranges);
  }
}
