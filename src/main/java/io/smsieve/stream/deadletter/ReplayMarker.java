package io.smsieve.stream.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.Uuid;

/**
 * Names a dead letter for ever.
 *
 * @param topicId of the dead-letter topic: a topic that was deleted and made anew counts from 0
 *     again, and its letters are others
 * @param partition of the letter in the dead-letter topic
 * @param offset of the letter there
 */
public record ReplayMarker(Uuid topicId, int partition, long offset) {

  /** The key of the marker's record. */
  byte[] key() {
    return (topicId + "/" + partition + "/" + offset).getBytes(UTF_8);
  }

  /** Reads {@link #key()}. */
  static ReplayMarker of(byte[] key) {
    String[] parts = new String(key, UTF_8).split("/", -1);
    return new ReplayMarker(
        Uuid.fromString(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }
}
