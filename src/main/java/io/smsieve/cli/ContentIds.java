package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.Sha256;
import java.util.HashMap;
import java.util.Map;

/**
 * Identifiers made from what an example is: the same file again gives the same ones. The second and
 * every further example of one source and text in a run have their number behind, so that each
 * counts. The label plays no part: a corrected one replaces it. Not thread-safe.
 */
final class ContentIds {

  private static final int DIGITS = 32;
  private static final int REMEMBERED_DIGITS = 15;

  private final Map<Long, Integer> seen = new HashMap<>();

  /** The next identifier of a source and text. */
  String id(String source, String text) {
    String digest = Sha256.hex((source + '\0' + text).getBytes(UTF_8)).substring(0, DIGITS);
    long key = Long.parseLong(digest.substring(0, REMEMBERED_DIGITS), 16);
    int number = seen.merge(key, 1, Integer::sum);
    return number == 1 ? digest : digest + "-" + number;
  }
}
