package io.smsieve.evaluation;

/** How long a window is. */
public enum Resolution {
  /** Kept for a day. */
  MINUTE(60_000),
  /** Kept for a quarter. */
  HOUR(3_600_000);

  private final long millis;

  Resolution(long millis) {
    this.millis = millis;
  }

  /** The length in milliseconds. */
  public long millis() {
    return millis;
  }

  /**
   * The first instant of the window that an instant lies in.
   *
   * @param time in milliseconds since 1970
   */
  public long start(long time) {
    return Math.floorDiv(time, millis) * millis;
  }

  /**
   * The resolution of a length.
   *
   * @throws IllegalArgumentException if there is none of that length
   */
  public static Resolution of(long millis) {
    for (Resolution each : values()) {
      if (each.millis == millis) {
        return each;
      }
    }
    throw new IllegalArgumentException("expected windows of a minute or an hour, found " + millis);
  }
}
