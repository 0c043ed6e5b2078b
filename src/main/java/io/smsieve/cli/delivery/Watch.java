package io.smsieve.cli.delivery;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Follows the outputs while messages flow; the count that decides is made afterwards. */
final class Watch implements AutoCloseable {

  private final OutputReader reader;
  private final BitSet seen = new BitSet();
  private final AtomicLong accounted = new AtomicLong();
  private final AtomicReference<Recovery> recovery = new AtomicReference<>();
  private final AtomicReference<LatencyLog> latencies = new AtomicReference<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean closing;
  private final Thread thread = new Thread(this::follow, "watch");

  private Watch(OutputReader reader) {
    this.reader = reader;
  }

  /** Begins to follow; the reader is closed with the watch. */
  static Watch of(OutputReader reader) {
    Watch watch = new Watch(reader);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** How many messages have come out. */
  long accounted() {
    return accounted.get();
  }

  /** From now on tells a recovery of each message. */
  void tell(Recovery next) {
    recovery.set(next);
  }

  /** From now on notes how long messages took; null: no longer. */
  void note(LatencyLog log) {
    latencies.set(log);
  }

  /** Why it has ended by itself, if it has. */
  Optional<Throwable> failure() {
    return end.isCompletedExceptionally()
        ? Optional.of(end.handle((nothing, failed) -> failed).join())
        : Optional.empty();
  }

  private void follow() {
    try (reader) {
      while (!closing) {
        reader.poll().forEach(this::take);
      }
      end.complete(null);
    } catch (RuntimeException failed) {
      end.completeExceptionally(failed);
    }
  }

  private void take(Sighting sighting) {
    int number = Math.toIntExact(sighting.number());
    if (!seen.get(number)) {
      seen.set(number);
      accounted.incrementAndGet();
    }
    LatencyLog log = latencies.get();
    if (log != null) {
      log.add(System.currentTimeMillis() - sighting.madeMillis());
    }
    Recovery current = recovery.get();
    if (current != null) {
      current.seen(sighting, System.nanoTime());
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(5_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
