package io.smsieve.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM or a closed terminal. The virtual machine ends when its shutdown hooks have; ours
 * asks for a stop and waits until everything was stopped in order.
 */
public final class StopSignal implements AutoCloseable {

  private static final long LONGEST_STOP_SECONDS = 40;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::askAndWait, "stop-signal");

  /** Listens from now on. */
  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void askAndWait() {
    asked.countDown();
    try {
      stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits.
   *
   * @return whether a stop was asked for
   */
  public boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Whether a stop was asked for. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Everything is stopped: the process may end. */
  @Override
  public void close() {
    stopped.countDown();
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException signalJustNow) {
        // The hook runs and finds everything stopped.
      }
    }
  }
}
