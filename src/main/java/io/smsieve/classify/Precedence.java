package io.smsieve.classify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets some calls of classifiers go before others: those that go behind wait for a moment without
 * the first. They wait only so long, so that they too get on while the first never pause.
 */
public final class Precedence {

  // Some milliseconds of work on two cores.
  private static final int TOKENS_OF_PART = 512;

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
      <T> T inOrder(Supplier<T> call) {
        enter();
        try {
          return call.get();
        } finally {
          leave();
        }
      }
    };
  }

  /**
   * The classifier with calls that go behind. A call is cut into small ones, texts of like length
   * together, so that what goes first never waits for more than one of them.
   */
  public Classifier behind(Classifier classifier) {
    return new Ordered(classifier) {
      @Override
      <T> T inOrder(Supplier<T> call) {
        awaitQuiet();
        return call.get();
      }

      @Override
      public Scored score(List<PreparedText> texts) {
        return inParts(texts, super::score);
      }
    };
  }

  private static Scored inParts(
      List<PreparedText> texts, Function<List<PreparedText>, Scored> score) {
    List<Integer> order = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> texts.get(i).modelTokens()));
    Outcome[] outcomes = new Outcome[texts.size()];
    ModelIdentity model = null;
    int from = 0;
    do {
      int to = endOfPart(texts, order, from);
      List<Integer> places = order.subList(from, to);
      Scored scored = score.apply(places.stream().map(texts::get).toList());
      for (int i = 0; i < places.size(); i++) {
        outcomes[places.get(i)] = scored.outcomes().get(i);
      }
      model = scored.model();
      from = to;
    } while (from < order.size());
    return new Scored(Arrays.asList(outcomes), model);
  }

  private static int endOfPart(List<PreparedText> texts, List<Integer> order, int from) {
    long tokens = 0;
    int to = from;
    while (to < order.size()) {
      tokens += texts.get(order.get(to)).modelTokens();
      if (to > from && tokens > TOKENS_OF_PART) {
        return to;
      }
      to++;
    }
    return to;
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

  /** All but the order of the calls. */
  private abstract static class Ordered implements Classifier {
    private final Classifier classifier;

    private Ordered(Classifier classifier) {
      this.classifier = classifier;
    }

    abstract <T> T inOrder(Supplier<T> call);

    @Override
    public List<Outcome> classify(List<String> texts) {
      return score(prepare(texts)).outcomes();
    }

    @Override
    public List<PreparedText> prepare(List<String> texts) {
      return inOrder(() -> classifier.prepare(texts));
    }

    @Override
    public Scored score(List<PreparedText> texts) {
      return inOrder(() -> classifier.score(texts));
    }

    @Override
    public Optional<String> fallback() {
      return classifier.fallback();
    }

    @Override
    public Optional<RunPlan> plan() {
      return classifier.plan();
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
