package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.smsieve.classify.BundleException;
import io.smsieve.classify.CallStatistics;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Rejection.Reason;
import io.smsieve.classify.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The real tokenizer and graphs of the bundle for tests. */
class OnnxClassifierTest {

  private static final ModelBundle TINY = ModelBundle.load(Path.of("model/bundles/tiny"));
  private static final OnnxOptions CPU = OnnxOptions.defaults().withProvider(ProviderChoice.CPU);

  /** The same bits where the profile promises them, else the rounding of single precision. */
  @Test
  void shouldGiveTheSameScoreAloneAndInAnyBatchAsFarAsTheProfilePromises() {
    List<String> texts = texts(200);
    for (String name : List.of("cpu-int8", "cpu-fp32")) {
      double bound = TINY.profiles().get(name).batchInvariant() ? 0 : 1e-6;
      try (Classifier classifier = OnnxClassifier.open(TINY, CPU.withProfile(name))) {
        List<Outcome> together = classifier.classify(texts);
        for (int i = 0; i < texts.size(); i++) {
          Verdict alone = (Verdict) classifier.classify(List.of(texts.get(i))).get(0);
          Verdict amongOthers = (Verdict) together.get(i);

          assertThat(amongOthers.label()).isEqualTo(alone.label());
          assertThat(amongOthers.spamProbability())
              .isCloseTo(alone.spamProbability(), within(bound));
        }
      }
    }
  }

  @Test
  void shouldRejectWhatHasNoScoreAndKeepTheOrder() {
    String tooLong = "x".repeat(TINY.limits().maxCharacters() + 1);
    try (Classifier classifier = OnnxClassifier.open(TINY, CPU)) {
      List<Outcome> outcomes =
          classifier.classify(Arrays.asList(null, "", " \u200b\n", tooLong, "lunch?", "\ud83d"));

      assertThat(outcomes.subList(0, 4))
          .containsExactly(
              new Rejection(Reason.MISSING_TEXT),
              new Rejection(Reason.BLANK),
              new Rejection(Reason.BLANK),
              new Rejection(Reason.TOO_MANY_CHARACTERS));
      assertThat(outcomes.subList(4, 6)).hasOnlyElementsOfType(Verdict.class);
    }
  }

  @Test
  void shouldFlagATextThatIsCut() {
    try (Classifier classifier = OnnxClassifier.open(TINY, CPU)) {
      int content = TINY.limits().maxTokens() - 2;
      Verdict fits = (Verdict) classifier.classify(List.of("a ".repeat(content))).get(0);
      Verdict cut = (Verdict) classifier.classify(List.of("a ".repeat(content + 1))).get(0);

      assertThat(fits.tokens()).isEqualTo(TINY.limits().maxTokens());
      assertThat(fits.truncated()).isFalse();
      assertThat(cut.tokens()).isEqualTo(TINY.limits().maxTokens() + 1);
      assertThat(cut.truncated()).isTrue();
    }
  }

  @Test
  void shouldScoreTheSameNormalisedTextOnce() {
    List<CallStatistics> calls = new ArrayList<>();
    ClassifierListener listener =
        new ClassifierListener() {
          @Override
          public void called(CallStatistics statistics) {
            calls.add(statistics);
          }
        };
    try (Classifier classifier = OnnxClassifier.open(TINY, CPU, listener)) {
      List<Outcome> outcomes = classifier.classify(List.of("win now", "win  now ", "lunch?"));

      assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
      assertThat(calls).hasSize(1);
      assertThat(calls.get(0).texts()).isEqualTo(3);
      assertThat(calls.get(0).repeated()).isEqualTo(1);
    }
  }

  @Test
  void shouldScoreEquallyFromTwoThreads() throws Exception {
    List<String> texts = texts(100);
    try (Classifier classifier = OnnxClassifier.open(TINY, CPU)) {
      List<Outcome> expected = classifier.classify(texts);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Callable<List<Outcome>>> calls =
            Collections.nCopies(8, () -> classifier.classify(texts));
        for (Future<List<Outcome>> call : threads.invokeAll(calls)) {
          assertThat(call.get()).isEqualTo(expected);
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void shouldHarmOnlyTheRowWithAnIdThatTheGraphDoesNotKnow() throws Exception {
    SessionOpener opener = new SessionOpener(TINY, CPU);
    try (ScoringSession session = opener.open(TINY.profiles().get("cpu-fp32")).session()) {
      TokenisedText good = new TokenisedText(new int[] {2, 50, 3}, 3, false);
      TokenisedText bad = new TokenisedText(new int[] {2, 1_000_000, 3}, 3, false);
      TokenisedText[] rows = {good, bad, good};

      float[][] logits =
          new BatchRunner(session, 2, good, rows)
              .run(new BatchPlan(new BatchLimits(100, 100), false));

      assertThat(logits[0]).hasSize(2).isEqualTo(logits[2]);
      assertThat(logits[1]).isNull();
    }
  }

  @Test
  void shouldFailWhenClosed() {
    Classifier classifier = OnnxClassifier.open(TINY, CPU);
    classifier.close();
    classifier.close();

    assertThatThrownBy(() -> classifier.classify(List.of("a")))
        .isInstanceOf(ClassifierFailedException.class)
        .hasMessage("the classifier is closed");
  }

  @Test
  void shouldRefuseAProfileThatTheBundleLacksOrThatIsForAnotherProvider() {
    assertThatThrownBy(() -> OnnxClassifier.open(TINY, CPU.withProfile("none")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("expected a profile named none");
    assertThatThrownBy(() -> OnnxClassifier.open(TINY, CPU.withProfile("gpu-fp16")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("gpu-fp16 for cuda");
  }

  private static List<String> texts(int count) {
    Random random = new Random(3);
    String[] words = {"win", "cash", "lunch", "Привет", "काम", "vote", "now!", "bit.ly/x", "ok"};
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("t" + i);
      for (int n = random.nextInt(120); n > 0; n--) {
        text.append(' ').append(words[random.nextInt(words.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
