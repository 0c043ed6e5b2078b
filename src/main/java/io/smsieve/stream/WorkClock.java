package io.smsieve.stream;

import java.time.Duration;

/** When the work of a thread last came a step further. Thread-safe. */
final class WorkClock {

  private volatile long step = System.nanoTime();
  private volatile boolean resting = true;

  /** The thread begins something that should not take long. */
  void step() {
    step = System.nanoTime();
    resting = false;
  }

  /** The thread waits on purpose. */
  void rest() {
    resting = true;
  }

  /** How long the present step takes by now; zero while the thread waits on purpose. */
  Duration sinceStep() {
    return resting ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - step);
  }
}
