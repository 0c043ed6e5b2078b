package io.smsieve.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Where the examples of a report come from.
 *
 * @param file name of a file; null for a topic
 * @param topic null for a file
 * @param partitions what was read of the topic; null for a file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(String file, String topic, List<PartitionRange> partitions) {

  /** Examples of a file. */
  public static Origin ofFile(String name) {
    return new Origin(name, null, null);
  }

  /** Examples of a topic. */
  public static Origin ofTopic(String topic, List<PartitionRange> partitions) {
    return new Origin(null, topic, List.copyOf(partitions));
  }

  /** For people. */
  public String text() {
    return file == null ? "topic " + topic : file;
  }
}
