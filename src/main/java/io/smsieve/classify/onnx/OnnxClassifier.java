package io.smsieve.classify.onnx;

import io.smsieve.classify.BundleException;
import io.smsieve.classify.CallStatistics;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Scores texts with a bundle's graph in ONNX Runtime. */
public final class OnnxClassifier implements Classifier {

  private final ModelBundle bundle;
  private final OpenModel model;
  private final Tokeniser tokeniser;
  private final TokenisedText probe;
  private final BatchPlan plan;
  private final ModelIdentity identity;
  private final ClassifierListener listener;
  // Calls read, closing writes: nothing native is freed under a call.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxClassifier(
      ModelBundle bundle,
      OnnxOptions options,
      ClassifierListener listener,
      Tokeniser tokeniser,
      OpenModel model) {
    this.bundle = bundle;
    this.model = model;
    this.tokeniser = tokeniser;
    this.listener = listener;
    this.probe = tokeniser.tokenise(List.of(PROBE_TEXT))[0];
    BatchLimits limits = BatchLimits.of(options, model.profile().provider());
    this.plan = new BatchPlan(limits, model.profile().batchInvariant());
    this.identity =
        new ModelIdentity(
            bundle.info().name(),
            bundle.info().version(),
            bundle.info().hash(),
            model.profile().name(),
            model.decision().provider());
  }

  /**
   * Opens a bundle with nobody listening.
   *
   * @param bundle the bundle
   * @param options how to run it
   * @return a warm classifier, to be closed by the caller
   * @throws BundleException if tokenizer or graph are not what the bundle says
   * @throws ClassifierFailedException if the provider cannot be had, or memory
   */
  public static OnnxClassifier open(ModelBundle bundle, OnnxOptions options) {
    return open(bundle, options, ClassifierListener.NONE);
  }

  /**
   * Opens a bundle.
   *
   * @param bundle the bundle
   * @param options how to run it
   * @param listener hears which provider was chosen and why, and what each call took
   * @return a warm classifier, to be closed by the caller
   * @throws BundleException if tokenizer or graph are not what the bundle says
   * @throws ClassifierFailedException if the provider cannot be had, or memory
   */
  public static OnnxClassifier open(
      ModelBundle bundle, OnnxOptions options, ClassifierListener listener) {
    Tokeniser tokeniser = Tokeniser.open(bundle.tokenizer(), bundle.limits());
    try {
      OpenModel model = OpenModel.open(bundle, options);
      ProviderDecision decision = model.decision();
      listener.providerChosen(decision.provider(), decision.reason(), decision.fallback());
      return new OnnxClassifier(bundle, options, listener, tokeniser, model);
    } catch (RuntimeException e) {
      tokeniser.close();
      throw e;
    }
  }

  @Override
  public List<Outcome> classify(List<String> texts) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new ClassifierFailedException("the classifier is closed");
      }
      return outcomes(texts);
    } finally {
      lock.readLock().unlock();
    }
  }

  private List<Outcome> outcomes(List<String> texts) {
    long start = System.nanoTime();
    TextCall call = new TextCall(texts, bundle);
    TokenisedText[] rows = tokeniser.tokenise(call.distinct());
    long tokenised = System.nanoTime();
    BatchRunner runner = new BatchRunner(model.session(), bundle.heads().size(), probe, rows);
    float[][] logits = runner.run(plan);
    long scored = System.nanoTime();
    List<Outcome> outcomes = call.outcomes(model.profile(), rows, logits);
    listener.called(
        new CallStatistics(
            texts.size(),
            call.rejected(),
            call.repeated(),
            runner.runs(),
            runner.tokens(),
            runner.paddedTokens(),
            tokenised - start,
            scored - tokenised));
    return outcomes;
  }

  /**
   * Which provider computes, and why.
   *
   * @return the decision taken when the bundle was opened
   */
  public ProviderDecision provider() {
    return model.decision();
  }

  @Override
  public ModelIdentity model() {
    return identity;
  }

  @Override
  public int maxCharacters() {
    return bundle.limits().maxCharacters();
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        model.session().close();
        tokeniser.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
