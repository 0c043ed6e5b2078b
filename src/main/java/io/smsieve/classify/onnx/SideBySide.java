package io.smsieve.classify.onnx;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does the parts of a call side by side: on the caller's thread and on helpers, which all callers
 * share and which end when nobody needs them. On a CPU two batches on a thread each are done far
 * sooner than one after the other on two threads, since threads that share a batch wait for each
 * other many times in it.
 */
final class SideBySide {

  private static final long IDLE_SECONDS = 10;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final ExecutorService HELPERS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          SideBySide::helper);

  /** One part of a call. */
  interface Part {

    /** Does the part of a number, from 0. */
    void run(int number) throws RowsFailedException;
  }

  private final int parts;
  private final Part part;
  private final AtomicInteger next = new AtomicInteger();
  private volatile Throwable failure;

  private SideBySide(int parts, Part part) {
    this.parts = parts;
    this.part = part;
  }

  /**
   * Does all parts, those of low numbers first; after one that fails none is begun.
   *
   * @param atOnce how many are done at the same time, at most
   * @throws RowsFailedException what a part failed with; unchecked exceptions and errors are thrown
   *     as well
   */
  static void run(int parts, int atOnce, Part part) throws RowsFailedException {
    SideBySide call = new SideBySide(parts, part);
    int helpers = Math.min(atOnce, parts) - 1;
    CountDownLatch helped = new CountDownLatch(Math.max(0, helpers));
    for (int i = 0; i < helpers; i++) {
      HELPERS.execute(
          () -> {
            try {
              call.work();
            } finally {
              helped.countDown();
            }
          });
    }
    try {
      call.work();
    } finally {
      await(helped);
    }
    call.end();
  }

  private void work() {
    int number = next.getAndIncrement();
    while (number < parts && failure == null) {
      try {
        part.run(number);
      } catch (RowsFailedException | RuntimeException | Error e) {
        failure = e;
      }
      number = next.getAndIncrement();
    }
  }

  private void end() throws RowsFailedException {
    if (failure instanceof RowsFailedException rows) {
      throw rows;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** Nothing that a part uses may be freed while it runs, so an interruption has to wait. */
  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread helper(Runnable work) {
    Thread thread = new Thread(work, "smsieve-model-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
