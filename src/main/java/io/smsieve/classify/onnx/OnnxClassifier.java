package io.smsieve.classify.onnx;

import io.smsieve.classify.BundleException;
import io.smsieve.classify.CallStatistics;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.PreparedText;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.Scored;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Scores texts with a bundle's graph in ONNX Runtime. */
public final class OnnxClassifier implements Classifier {

  private final ModelBundle bundle;
  private final Preparation preparation;
  private final LiveModel model;
  private final ClassifierListener listener;

  OnnxClassifier(
      ModelBundle bundle, ClassifierListener listener, Tokeniser tokeniser, LiveModel model) {
    this.bundle = bundle;
    this.listener = listener;
    this.preparation = new Preparation(bundle, tokeniser);
    this.model = model;
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
   * @param listener hears which provider was chosen and why, how much is done at once, and what
   *     each call took
   * @return a warm classifier, to be closed by the caller
   * @throws BundleException if tokenizer or graph are not what the bundle says
   * @throws ClassifierFailedException if the provider cannot be had, or memory
   */
  public static OnnxClassifier open(
      ModelBundle bundle, OnnxOptions options, ClassifierListener listener) {
    Tokeniser tokeniser = Tokeniser.of(bundle.tokenizer(), bundle.limits());
    TokenisedText probe = tokeniser.tokenise(List.of(PROBE_TEXT))[0];
    OpenModel open = OpenModel.open(bundle, options);
    try {
      LiveModel model =
          new LiveModel(
              bundle,
              open,
              probe,
              listener,
              each -> plan(bundle, options, each),
              fallback(bundle, options));
      return new OnnxClassifier(bundle, listener, tokeniser, model);
    } catch (RuntimeException e) {
      open.session().close();
      throw e;
    }
  }

  private static Function<String, OpenModel> fallback(ModelBundle bundle, OnnxOptions options) {
    boolean falls =
        options.provider() == ProviderChoice.AUTO
            && options.profile().isEmpty()
            && options.cuda().onLoss() == OnnxOptions.OnLoss.FALLBACK;
    return falls ? reason -> OpenModel.fallback(bundle, options, reason) : null;
  }

  private static RunPlan plan(ModelBundle bundle, OnnxOptions options, OpenModel model) {
    if (!options.calibrated()) {
      return model.limits().asPlan(model.decision().provider());
    }
    try {
      return new PlanFinder(bundle.limits(), System::nanoTime)
          .find(model, options.tokenBudget() > 0);
    } catch (RowsFailedException e) {
      throw new ClassifierFailedException("the measurement at the start failed", e);
    }
  }

  @Override
  public List<Outcome> classify(List<String> texts) {
    return score(prepare(texts)).outcomes();
  }

  @Override
  public List<PreparedText> prepare(List<String> texts) {
    return model.whileOpen(
        () -> {
          long start = System.nanoTime();
          List<PreparedText> prepared = preparation.prepare(texts);
          listener.prepared(texts.size(), System.nanoTime() - start);
          return prepared;
        });
  }

  @Override
  public Scored score(List<PreparedText> texts) {
    long start = System.nanoTime();
    TextCall call = new TextCall(texts);
    LiveModel.Result result = model.score(call.rows());
    List<Outcome> outcomes = call.outcomes(result.profile(), result.logits());
    BatchRunner runner = result.runner();
    listener.called(
        new CallStatistics(
            call.size(),
            call.rejected(),
            call.repeated(),
            runner.runs(),
            runner.tokens(),
            runner.paddedTokens(),
            System.nanoTime() - start));
    return new Scored(outcomes, result.identity());
  }

  /**
   * Which provider computes, and why.
   *
   * @return the decision in force
   */
  public ProviderDecision provider() {
    return model.decision();
  }

  @Override
  public Optional<String> fallback() {
    return Optional.of(model.decision())
        .filter(ProviderDecision::fallback)
        .map(ProviderDecision::reason);
  }

  @Override
  public Optional<RunPlan> plan() {
    return Optional.of(model.plan());
  }

  @Override
  public ModelIdentity model() {
    return model.identity();
  }

  @Override
  public int maxCharacters() {
    return bundle.limits().maxCharacters();
  }

  @Override
  public void close() {
    model.close();
  }
}
