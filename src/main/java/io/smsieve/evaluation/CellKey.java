package io.smsieve.evaluation;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Provider;

/**
 * Where something is counted.
 *
 * @param predictor whose scores
 * @param slice which examples: {@link Slices#ALL}, or {@code attribute=value}
 * @param resolution length of the window
 * @param windowStart first instant of the window, in milliseconds since 1970, from 0
 */
public record CellKey(
    ModelIdentity predictor, String slice, Resolution resolution, long windowStart) {

  private static final int PARTS = 8;
  private static final int DIGITS = 15;

  /**
   * As text; the order of texts of one resolution is that of the windows.
   *
   * @return length and start of the window, what names the predictor, and the slice
   */
  public String text() {
    return String.join(
        "|",
        prefix(resolution, windowStart),
        clean(predictor.name()),
        clean(predictor.version()),
        clean(predictor.profile()),
        clean(predictor.hash()),
        predictor.provider().name(),
        slice);
  }

  /** What the texts of a window begin with. */
  public static String prefix(Resolution resolution, long windowStart) {
    // By hand: this is done for every window that an example changes, and formatting takes longest.
    String start = Long.toString(windowStart);
    return resolution.millis() + "|" + "0".repeat(Math.max(0, DIGITS - start.length())) + start;
  }

  /**
   * The key of a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static CellKey parse(String text) {
    String[] parts = text.split("\\|", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("expected the key of a window, found another text");
    }
    return new CellKey(
        new ModelIdentity(parts[2], parts[3], parts[5], parts[4], Provider.valueOf(parts[6])),
        parts[7],
        Resolution.of(Long.parseLong(parts[0])),
        Long.parseLong(parts[1]));
  }

  // Bundles may be named as one likes, and nobody needs this of all characters.
  private static String clean(String name) {
    return name.replace('|', '_');
  }
}
