package io.smsieve.classify;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets some calls of classifiers go before others: those that go behind wait for a moment without
 * the first. They wait only so long, so that they too get on while the first never pause.
 */
public final class Precedence {

  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private int firstCalls;

  /**
   * An order of calls.
   *
   * @param patience how long a call that goes behind waits at most
   */
  public Precedence(Duration patience) {
    this.patience = patience;
  }

  /** The classifier with calls that go first. */
  public Classifier first(Classifier classifier) {
    return new Ordered(classifier) {
      @Override
      public List<Outcome> classify(List<String> texts) {
        enter();
        try {
          return classifier.classify(texts);
        } finally {
          leave();
        }
      }
    };
  }

  /** The classifier with calls that go behind. */
  public Classifier behind(Classifier classifier) {
    return new Ordered(classifier) {
      @Override
      public List<Outcome> classify(List<String> texts) {
        awaitQuiet();
        return classifier.classify(texts);
      }
    };
  }

  private void enter() {
    lock.lock();
    try {
      firstCalls++;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      if (--firstCalls == 0) {
        quiet.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitQuiet() {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (firstCalls > 0 && left > 0) {
        left = quiet.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClassifierFailedException("interrupted after " + waited(left));
    } finally {
      lock.unlock();
    }
  }

  private String waited(long left) {
    return TimeUnit.NANOSECONDS.toMillis(patience.toNanos() - left) + " ms";
  }

  /** All but the calls themselves. */
  private abstract static class Ordered implements Classifier {
    private final Classifier classifier;

    private Ordered(Classifier classifier) {
      this.classifier = classifier;
    }

    @Override
    public ModelIdentity model() {
      return classifier.model();
    }

    @Override
    public int maxCharacters() {
      return classifier.maxCharacters();
    }

    @Override
    public void close() {
      classifier.close();
    }
  }
}
