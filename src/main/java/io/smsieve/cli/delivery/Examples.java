package io.smsieve.cli.delivery;

import io.smsieve.record.LabelledExample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The labelled examples of a proof: which id, text and label belongs to a number. Ids come again,
 * with another label, without one, or taken back.
 *
 * @param run begins the ids
 * @param ids how many different ones there are
 * @param newest when the newest was observed
 */
record Examples(String run, int ids, Instant newest) {

  static final int SOURCES = 3;

  private static final int TEXTS = 40;
  private static final int TAKEN_BACK_EVERY = 8;
  private static final int UNLABELLED_EVERY = 5;
  private static final int SECONDS = 4 * 3_600;

  /** The id of a number. */
  String id(long number) {
    return run + "-" + random(number).nextInt(ids);
  }

  /** The example of a number; empty where that takes its id back. */
  Optional<LabelledExample> example(long number) {
    SplittableRandom random = random(number);
    String id = run + "-" + random.nextInt(ids);
    if (random.nextInt(TAKEN_BACK_EVERY) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        LabelledExample.newBuilder()
            .setId(id)
            .setText(text(random.nextInt(TEXTS)))
            .setSpam(random.nextInt(UNLABELLED_EVERY) == 0 ? null : random.nextBoolean())
            .setPolitical(null)
            .setSource(source(random.nextInt(SOURCES)))
            .setAttributes(Map.of())
            .setObservedAt(newest.minusSeconds(random.nextInt(SECONDS)))
            .build());
  }

  /** The name of a source. */
  static String source(int number) {
    return "rater" + number;
  }

  /** All texts that there are. */
  static List<String> texts() {
    return IntStream.range(0, TEXTS).mapToObj(Examples::text).toList();
  }

  private static String text(int number) {
    return number % 2 == 0
        ? "Your parcel number " + number + " is held, pay the fee now at the link"
        : "See you at " + number % 12 + " by the station, bring the number " + number;
  }

  private static SplittableRandom random(long number) {
    return new SplittableRandom(number);
  }
}
