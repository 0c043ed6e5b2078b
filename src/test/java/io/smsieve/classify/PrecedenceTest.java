package io.smsieve.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

  private static final ModelIdentity IDENTITY =
      new ModelIdentity("m", "1", "ab".repeat(32), "cpu", Provider.CPU);
  private static final RunPlan PLAN = new RunPlan(256, 64, 4_096, 10_000);

  private final Precedence precedence = new Precedence(Duration.ofMinutes(1));
  private final Recording model = new Recording();
  private final Classifier first = precedence.first(model);
  private final Classifier behind = precedence.behind(model);
  private final List<Thread> threads = new ArrayList<>();

  /** A text that costs its length; a score in the order of calls. */
  private record Text(String text) implements PreparedText {
    @Override
    public int modelTokens() {
      return text.length();
    }
  }

  /** Notes what it is asked, and waits where it is told to. */
  private static final class Recording implements Classifier {
    private final List<List<String>> scored = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public List<Outcome> classify(List<String> texts) {
      return score(prepare(texts)).outcomes();
    }

    @Override
    public List<PreparedText> prepare(List<String> texts) {
      return texts.stream().map(text -> (PreparedText) new Text(text)).toList();
    }

    @Override
    public Scored score(List<PreparedText> texts) {
      List<String> given = texts.stream().map(text -> ((Text) text).text()).toList();
      scored.add(given);
      if (given.contains("wait")) {
        entered.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> go.getCount() == 0);
      }
      return new Scored(given.stream().map(PrecedenceTest::outcome).toList(), IDENTITY);
    }

    @Override
    public Optional<RunPlan> plan() {
      return Optional.of(PLAN);
    }

    @Override
    public Optional<String> fallback() {
      return Optional.of("no GPU");
    }

    @Override
    public ModelIdentity model() {
      return IDENTITY;
    }

    @Override
    public int maxCharacters() {
      return 1_000;
    }

    @Override
    public void close() {}
  }

  private static Outcome outcome(String text) {
    return new Rejection(
        text.length() % 2 == 0 ? Rejection.Reason.BLANK : Rejection.Reason.UNSCORABLE);
  }

  private Thread start(Runnable work) {
    Thread thread = new Thread(work);
    threads.add(thread);
    thread.start();
    return thread;
  }

  @AfterEach
  void end() throws InterruptedException {
    model.go.countDown();
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    }
  }

  @Test
  void shouldHideNothingOfTheClassifier() {
    for (Classifier ordered : List.of(first, behind)) {
      assertThat(ordered.plan()).contains(PLAN);
      assertThat(ordered.fallback()).contains("no GPU");
      assertThat(ordered.prepare(List.of("four")).get(0).modelTokens()).isEqualTo(4);
      assertThat(ordered.maxCharacters()).isEqualTo(1_000);
      assertThat(ordered.model()).isEqualTo(IDENTITY);
    }
  }

  @Test
  void shouldCutWhatGoesBehindIntoPartsOfLikeLengthAndAnswerInTheOrderAsked() {
    List<String> texts = IntStream.range(0, 60).mapToObj(i -> "x".repeat(1 + i * 37 % 60)).toList();

    List<Outcome> outcomes = behind.classify(texts);

    assertThat(outcomes).isEqualTo(texts.stream().map(PrecedenceTest::outcome).toList());
    assertThat(model.scored).hasSizeGreaterThan(3);
    assertThat(model.scored).allMatch(part -> part.stream().mapToInt(String::length).sum() <= 512);
    assertThat(model.scored.stream().flatMap(List::stream).map(String::length)).isSorted();
    assertThat(behind.classify(List.of())).isEmpty();
    assertThat(first.classify(texts)).isEqualTo(outcomes);
  }

  @Test
  void shouldKeepWhatGoesBehindWaitingWhileTheFirstIsAtWork() throws InterruptedException {
    start(() -> first.classify(List.of("wait")));
    assertThat(model.entered.await(30, TimeUnit.SECONDS)).isTrue();
    List<PreparedText> ready = List.of(new Text("behind"));
    Thread waiting = start(() -> behind.score(ready));

    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    assertThat(model.scored).containsExactly(List.of("wait"));
    model.go.countDown();

    await().untilAsserted(() -> assertThat(model.scored).contains(List.of("behind")));
  }

  @Test
  void shouldLetWhatGoesBehindGetOnWhenTheFirstNeverPauses() throws InterruptedException {
    Precedence impatient = new Precedence(Duration.ofMillis(1));
    start(() -> impatient.first(model).classify(List.of("wait")));
    assertThat(model.entered.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(impatient.behind(model).classify(List.of("behind"))).hasSize(1);
  }
}
