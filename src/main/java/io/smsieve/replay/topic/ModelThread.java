package io.smsieve.replay.topic;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.evaluation.live.ExampleInspector;
import io.smsieve.evaluation.live.Inspected;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread that does nothing but run the models, so that they need not wait for the rest. */
final class ModelThread implements AutoCloseable {

  private final ExampleInspector inspector;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "smsieve-replay-model");
            made.setDaemon(true);
            return made;
          });

  ModelThread(ExampleInspector inspector) {
    this.inspector = inspector;
  }

  /** Has records scored; returns at once. */
  Future<List<Inspected>> score(ExampleInspector.Ready ready) {
    return thread.submit(() -> inspector.score(ready));
  }

  /**
   * Waits for what was found.
   *
   * @throws ClassifierFailedException if a model failed
   */
  static List<Inspected> found(Future<List<Inspected>> scoring) {
    try {
      return scoring.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException unchanged) {
        throw unchanged;
      }
      throw new ClassifierFailedException("scoring failed", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a model was running");
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
