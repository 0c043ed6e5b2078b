package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.InstanceClient;
import io.smsieve.cli.accuracy.AccuracyApi;
import io.smsieve.cli.accuracy.AccuracyApi.Question;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.live.AccuracyAnswer;
import io.smsieve.evaluation.live.AccuracyAnswer.PredictorName;
import io.smsieve.record.Predictor;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks the running instance every other second how right the model is. A thread of its own. */
final class StandingPoll implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 2_000;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());

  private final AccuracyApi api;
  private final Supplier<Optional<Predictor>> live;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::poll, "standing-poll");
  private volatile Standing standing = Standing.NONE;

  /**
   * A poll that has not begun.
   *
   * @param http the instance's address
   * @param live what gives the verdicts; the topics may hold windows of others too
   */
  StandingPoll(URI http, Supplier<Optional<Predictor>> live) {
    this.api = new AccuracyApi(new InstanceClient(http));
    this.live = live;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** As of the last answer. */
  Standing standing() {
    return standing;
  }

  private void poll() {
    try {
      while (!stop.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        Optional<Predictor> predictor = live.get();
        if (predictor.isPresent()) {
          ask(predictor.get());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(Predictor predictor) throws InterruptedException {
    Question minutes =
        new Question()
            .with("from", "-2m")
            .with("step", "1m")
            .with("predictor", predictor.getHash());
    Question hour =
        new Question()
            .with("from", "-59m")
            .with("detail", false)
            .with("predictor", predictor.getHash());
    try {
      List<Standing.Row> rows = new ArrayList<>(rows(api.ask(minutes), predictor, false));
      rows.addAll(rows(api.ask(hour), predictor, true));
      standing = new Standing(rows);
    } catch (CommandFailedException notNow) {
      // An instance that has died is noticed elsewhere; the last answer stays.
    }
  }

  /** The windows of an answer that the model was counted in. */
  static List<Standing.Row> rows(AccuracyAnswer answer, Predictor predictor, boolean whole) {
    PredictorName name = PredictorName.of(Predictors.of(predictor));
    List<Standing.Row> rows = new ArrayList<>();
    for (AccuracyAnswer.Series series : answer.series()) {
      if (series.predictor().equals(name)) {
        for (AccuracyAnswer.Window window : series.windows()) {
          String label = whole ? "1 hour" : MINUTE.format(window.from());
          Figure hamOnly = baseline(answer, PredictorName.of(Predictors.HAM_ONLY), window.from());
          Figure spamOnly = baseline(answer, PredictorName.of(Predictors.SPAM_ONLY), window.from());
          if (hamOnly != null && spamOnly != null) {
            rows.add(new Standing.Row(label, accuracy(window), hamOnly, spamOnly));
          }
        }
      }
    }
    return rows;
  }

  private static Figure baseline(AccuracyAnswer answer, PredictorName name, Instant from) {
    return answer.series().stream()
        .filter(series -> series.predictor().equals(name))
        .flatMap(series -> series.windows().stream())
        .filter(window -> window.from().equals(from))
        .map(StandingPoll::accuracy)
        .findFirst()
        .orElse(null);
  }

  private static Figure accuracy(AccuracyAnswer.Window window) {
    return window.figures().get(FigureName.ACCURACY.json());
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }
}
