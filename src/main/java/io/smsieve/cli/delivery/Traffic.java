package io.smsieve.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.record.IncomingSms;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The messages of a proof: which key, partition and text belongs to a number.
 *
 * @param run names the run: ids of another are not ours
 * @param partitions of each topic
 */
record Traffic(String run, int partitions) {

  private static final int KEYS_A_PARTITION = 25;
  private static final int BLANK_EVERY = 97;
  private static final int NUMBERS_A_TEXT = 15;
  private static final String[] TEXTS = {
    "see you at seven, bring the book",
    "FREE prize! claim your 1000 now at http://win.example/claim",
    "your parcel is at the door",
    "vote on Tuesday, donate now to stop them, text YES",
    "running late, start without me",
  };

  /** The message of a number; one in 97 has no text to label and belongs among the dead letters. */
  IncomingSms message(long number) {
    return IncomingSms.newBuilder()
        .setId(run + "-" + number)
        .setSender("+12025550100")
        .setRecipient("+12025550199")
        .setText(isBlank(number) ? " " : text(number))
        .setReceivedAt(Instant.now())
        .build();
  }

  /** No two are the same, and none is short: else the tiny model is done before a fault comes. */
  private static String text(long number) {
    StringBuilder text = new StringBuilder(TEXTS[(int) (number % TEXTS.length)]);
    for (int i = 0; i < NUMBERS_A_TEXT; i++) {
      text.append(' ').append(number + i * 7919L);
    }
    return text.toString();
  }

  /** Whether the message belongs among the dead letters. */
  static boolean isBlank(long number) {
    return number % BLANK_EVERY == 0;
  }

  byte[] key(long number) {
    return ("key-" + number % (KEYS_A_PARTITION * (long) partitions)).getBytes(UTF_8);
  }

  /** A key is always in the same one: the number of keys is a multiple of that of partitions. */
  int partition(long number) {
    return (int) (number % partitions);
  }

  /** The number of a message; empty when the id is not of this run. */
  OptionalLong number(String id) {
    if (!id.startsWith(run + "-")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(id, run.length() + 1, id.length(), 10));
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }
}
