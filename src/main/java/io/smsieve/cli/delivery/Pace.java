package io.smsieve.cli.delivery;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Lets messages go at a rate, evenly, until it is closed. */
final class Pace implements AutoCloseable {

  private static final long TICK_MILLIS = 20;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pace");
            thread.setDaemon(true);
            return thread;
          });
  private final long begin = System.nanoTime();
  private final double perSecond;
  private final LongConsumer release;
  private long released;

  private Pace(double perSecond, LongConsumer release) {
    this.perSecond = perSecond;
    this.release = release;
  }

  /**
   * Begins.
   *
   * @param perSecond messages a second, above 0
   * @param release is called from a thread of its own
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends when the clock is shut down.
  static Pace of(double perSecond, LongConsumer release) {
    Pace pace = new Pace(perSecond, release);
    pace.clock.scheduleAtFixedRate(pace::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return pace;
  }

  private void tick() {
    long due = (long) ((System.nanoTime() - begin) / 1e9 * perSecond);
    if (due > released) {
      release.accept(due - released);
      released = due;
    }
  }

  /** Lets nothing go any more. */
  void stop() {
    clock.shutdownNow();
  }

  @Override
  public void close() {
    stop();
  }
}
