package io.smsieve.stream;

/**
 * What the output topics accept, as read from the broker.
 *
 * @param recordBytes bytes of a record at most
 * @param millisBefore how far a timestamp may lie in the past, in ms
 * @param millisAfter how far a timestamp may lie in the future, in ms
 */
public record OutputLimits(long recordBytes, long millisBefore, long millisAfter) {

  /** No limits but those of the format. */
  public static final OutputLimits NONE =
      new OutputLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  // Between our clock and the broker's.
  private static final long MARGIN_MILLIS = 60_000;

  /** The nearest timestamp that is accepted. */
  public long timestamp(long wanted, long now) {
    long highest = now + Math.min(Long.MAX_VALUE - now, Math.max(0, millisAfter - MARGIN_MILLIS));
    long lowest = millisBefore >= now ? 0 : now - Math.max(0, millisBefore - MARGIN_MILLIS);
    return Math.max(lowest, Math.min(highest, wanted));
  }
}
