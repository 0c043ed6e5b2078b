package io.smsieve.classify.onnx;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Profile;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.onnx.RowsFailedException.Kind;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The model at work: does less at once when memory is short, and is replaced by the CPU's when its
 * device is lost. Owns the open model.
 */
final class LiveModel implements AutoCloseable {

  private final ModelBundle bundle;
  private final TokenisedText probe;
  private final ClassifierListener listener;
  private final Function<OpenModel, RunPlan> planner;
  private final Function<String, OpenModel> fallback;
  // Runs read, replacing and closing write: nothing native is freed under a run.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile State state;
  private boolean closed;

  /**
   * What is in force: changes as a whole.
   *
   * @param number counts the models that there were
   * @param limits bounds of a run
   */
  private record State(
      int number, OpenModel model, BatchLimits limits, RunPlan plan, ModelIdentity identity) {}

  /**
   * What a call gave.
   *
   * @param logits by row; null where there is no score
   * @param runner knows what it took
   */
  record Result(float[][] logits, BatchRunner runner, Profile profile, ModelIdentity identity) {}

  /**
   * A model that was opened.
   *
   * @param planner finds how much is done at once
   * @param fallback opens what replaces a lost device, given the reason; null where nothing does
   */
  LiveModel(
      ModelBundle bundle,
      OpenModel model,
      TokenisedText probe,
      ClassifierListener listener,
      Function<OpenModel, RunPlan> planner,
      Function<String, OpenModel> fallback) {
    this.bundle = bundle;
    this.probe = probe;
    this.listener = listener;
    this.planner = planner;
    this.fallback = fallback;
    begin(0, model);
  }

  private void begin(int number, OpenModel model) {
    ProviderDecision decision = model.decision();
    listener.providerChosen(decision.provider(), decision.reason(), decision.fallback());
    RunPlan plan = planner.apply(model);
    BatchLimits limits = new BatchLimits(plan.tokenBudget(), plan.maxRows());
    ModelIdentity identity =
        new ModelIdentity(
            bundle.info().name(),
            bundle.info().version(),
            bundle.info().hash(),
            model.profile().name(),
            decision.provider());
    state = new State(number, model, limits, plan, identity);
    listener.planned(plan, plan.tokensPerSecond() == 0 ? "by default" : "as measured");
  }

  /**
   * Scores rows.
   *
   * @throws ClassifierFailedException if the model fails and nothing replaces it
   */
  Result score(TokenisedText[] rows) {
    while (true) {
      State now = state;
      try {
        return scored(now, rows);
      } catch (RowsFailedException e) {
        replace(now, e);
      }
    }
  }

  private Result scored(State now, TokenisedText[] rows) throws RowsFailedException {
    lock.readLock().lock();
    try {
      requireOpen();
      OpenModel model = now.model();
      BatchRunner runner = new BatchRunner(model.session(), bundle.heads().size(), probe, rows);
      BatchPlan plan = new BatchPlan(now.limits(), model.profile().batchInvariant());
      float[][] logits = runner.run(plan);
      shrink(now, runner.mostTokens());
      return new Result(logits, runner, model.profile(), now.identity());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Whoever saw memory run short first decides; it stays so until the model is opened again. */
  private synchronized void shrink(State seen, long mostTokens) {
    if (mostTokens >= seen.limits().tokenBudget() || state.number() != seen.number()) {
      return;
    }
    int budget = (int) Math.min(mostTokens, state.limits().tokenBudget());
    RunPlan old = state.plan();
    RunPlan plan = new RunPlan(budget, old.maxRows(), old.sliceTokens(), old.tokensPerSecond());
    BatchLimits limits = state.limits().withTokenBudget(budget);
    state = new State(state.number(), state.model(), limits, plan, state.identity());
    listener.planned(plan, "memory was too short for " + old.tokenBudget() + " tokens");
  }

  private void replace(State failed, RowsFailedException e) {
    lock.writeLock().lock();
    try {
      requireOpen();
      if (state.number() != failed.number()) {
        return; // another thread has replaced it
      }
      if (fallback == null || failed.model().decision().fallback()) {
        String what = e.kind() == Kind.MEMORY ? "memory is too short for one row: " : "";
        throw new ClassifierFailedException(what + e.getMessage(), e);
      }
      // The old session is left as it is: freeing memory of a lost device can end the process.
      begin(state.number() + 1, fallback.apply("the GPU was lost: " + e.getMessage()));
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new ClassifierFailedException("the classifier is closed");
    }
  }

  ModelIdentity identity() {
    return state.identity();
  }

  ProviderDecision decision() {
    return state.model().decision();
  }

  RunPlan plan() {
    return state.plan();
  }

  /** Waits for runs in flight. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        state.model().session().close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Runs something that needs the model to stay open. */
  <T> T whileOpen(Supplier<T> work) {
    lock.readLock().lock();
    try {
      requireOpen();
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }
}
