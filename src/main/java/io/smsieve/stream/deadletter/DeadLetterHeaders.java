package io.smsieve.stream.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers that say why a message was put aside. They follow the message's own headers, which
 * stay as they are, even where these have a name of ours: only the last seven headers of a dead
 * letter are ours. All values are UTF-8 text.
 */
public final class DeadLetterHeaders {

  /** A {@link DeadLetterReason}'s name. */
  public static final String REASON = "smsieve.reason";

  /** The {@link DeadLetterReason.Kind} of the reason. */
  public static final String CLASS = "smsieve.class";

  /** The topic that the message was read from. */
  public static final String TOPIC = "smsieve.topic";

  /** The partition that the message was read from. */
  public static final String PARTITION = "smsieve.partition";

  /** The message's offset in its partition. */
  public static final String OFFSET = "smsieve.offset";

  /** When the message was put aside, as ISO 8601 in UTC. */
  public static final String TIME = "smsieve.time";

  /** How often the message was tried, from 1. A replayed message carries it too. */
  public static final String ATTEMPT = "smsieve.attempt";

  private static final List<String> NAMES =
      List.of(REASON, CLASS, TOPIC, PARTITION, OFFSET, TIME, ATTEMPT);

  private DeadLetterHeaders() {}

  /**
   * The headers of a dead letter.
   *
   * @param original the headers of the message as it was read; not changed
   */
  public static Headers of(Headers original, DeadLetter letter) {
    List<Header> headers = new ArrayList<>(List.of(original.toArray()));
    headers.add(header(REASON, letter.reason().name()));
    headers.add(header(CLASS, letter.reason().kind().name()));
    headers.add(header(TOPIC, letter.topic()));
    headers.add(header(PARTITION, Integer.toString(letter.partition())));
    headers.add(header(OFFSET, Long.toString(letter.offset())));
    headers.add(header(TIME, letter.time().toString()));
    headers.add(header(ATTEMPT, Integer.toString(letter.attempt())));
    return new RecordHeaders(headers);
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @return empty when these are not the headers of a dead letter of ours
   */
  public static Optional<DeadLetter> read(Headers headers) {
    Header[] all = headers.toArray();
    int first = all.length - NAMES.size();
    if (first < 0) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      Header header = all[first + i];
      if (!header.key().equals(NAMES.get(i)) || header.value() == null) {
        return Optional.empty();
      }
      values.add(new String(header.value(), UTF_8));
    }
    return parse(values);
  }

  private static Optional<DeadLetter> parse(List<String> values) {
    try {
      return Optional.of(
          new DeadLetter(
              DeadLetterReason.valueOf(values.get(0)),
              values.get(2),
              Integer.parseInt(values.get(3)),
              Long.parseLong(values.get(4)),
              Instant.parse(values.get(5)),
              Integer.parseInt(values.get(6))));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  /**
   * The headers of a dead letter that is put back: the message's own, then {@link #ATTEMPT} with
   * the number of the attempt that now begins.
   *
   * @throws IllegalArgumentException when these are not the headers of a dead letter of ours
   */
  public static Headers forReplay(Headers headers) {
    DeadLetter letter =
        read(headers)
            .orElseThrow(() -> new IllegalArgumentException("not a dead letter of Smsieve"));
    List<Header> own = new ArrayList<>(List.of(headers.toArray()));
    own.subList(own.size() - NAMES.size(), own.size()).clear();
    if (letter.attempt() > 1 && !own.isEmpty() && isAttempt(own.get(own.size() - 1))) {
      // Left by the replay before: the count goes on in its place.
      own.remove(own.size() - 1);
    }
    own.add(header(ATTEMPT, Integer.toString(letter.attempt() + 1)));
    return new RecordHeaders(own);
  }

  /**
   * The attempt that a message is in: 1 unless it was replayed.
   *
   * @param headers of a message as it was read
   */
  public static int attempt(Headers headers) {
    Header[] all = headers.toArray();
    if (all.length == 0 || !isAttempt(all[all.length - 1])) {
      return 1;
    }
    return Integer.parseInt(new String(all[all.length - 1].value(), UTF_8));
  }

  private static boolean isAttempt(Header header) {
    // Six digits: anybody can write a header, and nobody replays a message a million times.
    return header.key().equals(ATTEMPT)
        && header.value() != null
        && new String(header.value(), UTF_8).matches("[1-9][0-9]{0,5}");
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
