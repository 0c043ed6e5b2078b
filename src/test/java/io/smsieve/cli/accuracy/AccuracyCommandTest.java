package io.smsieve.cli.accuracy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Provider;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.evaluation.Bins;
import io.smsieve.evaluation.Cell;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Truth;
import io.smsieve.evaluation.live.AccuracyAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AccuracyCommandTest {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  private static final Instant DAY = Instant.parse("2026-01-31T00:00:00Z");
  private static final ModelIdentity MODEL =
      new ModelIdentity("tiny", "0.1.0", "00ff", "fp32", Provider.CPU);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String body;

  @BeforeEach
  void startServer() throws IOException {
    body = json(answer(series(MODEL, 30, 10), series(Predictors.HAM_ONLY, 8, 32)));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/accuracy", this::send);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldPrintFiguresWithIntervalsBesideTheBaselines() {
    assertThat(accuracy()).as(err.toString()).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "all tiny 0.1.0 ham-only",
            " fp32 CPU",
            "threshold 0.50 0.50",
            "examples 40 40",
            "accuracy 75.0% (59.8 to 85.8) 20.0% (10.5 to 34.8)",
            "precision 100.0% (85.1 to 100.0) -")
        .anyMatch(line -> line.startsWith("matthewsCorrelation 0."));
  }

  @Test
  void shouldChartTheFigureFromZeroToOne() {
    assertThat(accuracy()).isZero();
    assertThat(out.toString())
        .contains("accuracy of tiny 0.1.0 fp32 CPU, all:")
        .contains(
            "2026-01-31 00:00        40  75.0% (59.8 to 85.8) "
                + "|          h                   [-------#----]       |");
  }

  @Test
  void shouldAskForWhatItWasAskedFor() {
    assertThat(
            accuracy(
                "--predictor",
                "tiny 0.1.0",
                "--slice",
                "all",
                "--slice",
                "political=yes",
                "--from",
                "-30d",
                "--to",
                "-1d",
                "--step",
                "1h",
                "--threshold",
                "0.7",
                "--trained",
                "no"))
        .isZero();
    assertThat(asked)
        .allSatisfy(
            question ->
                assertThat(question)
                    .contains("predictor=tiny 0.1.0&slice=all&slice=political=yes&from=-30d&to=-1d")
                    .contains("threshold=0.7&trained=no"))
        .anyMatch(question -> question.contains("step=1h"));
  }

  @Test
  void shouldPrintTheAnswerAsItCameWhenAskedForJson() {
    assertThat(accuracy("--json")).isZero();
    assertThat(out.toString().strip()).isEqualTo(body);
    assertThat(asked).containsExactly("from=-24h");
  }

  @Test
  void shouldSayThatNothingIsCountedYet() {
    body = json(answer());
    assertThat(accuracy()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(err.toString()).contains("none counted there or anywhere", "the role evaluation");
  }

  @Test
  void shouldSayWhyAQuestionIsRefused() {
    status = 400;
    body = "{\"error\":\"step: expected such as 15m\"}";
    assertThat(accuracy("--step", "soon")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("step: expected such as 15m");
  }

  @Test
  void shouldExitWithFourWhenNobodyAnswers() {
    server.stop(0);
    assertThat(accuracy()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).contains("nobody answers").contains("--url");
  }

  @Test
  void shouldSayThatSomethingElseListensThere() {
    body = "<html>";
    assertThat(accuracy()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).contains("is it Smsieve that listens there?");
  }

  @Test
  void shouldNameTheFiguresThatCanBeCharted() {
    assertThat(accuracy("--figure", "beauty")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("expected one of accuracy, ", "found beauty");
  }

  @Test
  void shouldTakeTheShortestStepThatFitsTheScreen() {
    assertThat(Chart.step(Duration.ofMinutes(30))).isEqualTo("1m");
    assertThat(Chart.step(Duration.ofHours(25))).isEqualTo("1h");
    assertThat(Chart.step(Duration.ofDays(90))).isEqualTo("7d");
  }

  private int accuracy(String... options) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
    args.addAll(Arrays.asList(options));
    return new CommandLine(new AccuracyCommand())
        .setExecutionExceptionHandler(
            (failed, line, parsed) -> {
              line.getErr().println(failed.getMessage());
              return ((CommandFailedException) failed).exitCode();
            })
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(args.toArray(String[]::new));
  }

  private static AccuracyAnswer answer(AccuracyAnswer.Series... series) {
    AccuracyAnswer.Newest newest =
        series.length == 0 ? null : new AccuracyAnswer.Newest(DAY.plusSeconds(60), 2);
    return new AccuracyAnswer(
        DAY, true, DAY, DAY.plus(Duration.ofHours(1)), 3_600_000, newest, List.of(series));
  }

  /** A predictor that called so many spams spam, and so many ham. */
  private static AccuracyAnswer.Series series(ModelIdentity predictor, int right, int wrong) {
    Bins bins = Bins.around(0.5);
    Counts counts = new Counts(bins);
    boolean baseline = Predictors.isBaseline(predictor);
    Cell cell = Cell.EMPTY;
    int[] bin = {bins.of(0.1), bins.of(0.9)};
    int spams = baseline ? wrong : 32;
    for (int i = 0; i < right + wrong; i++) {
      boolean spam = i < spams;
      boolean calledSpam = !baseline && i < spams - wrong;
      cell =
          cell.plusScore(
              1,
              spam ? Truth.SPAM : Truth.HAM,
              false,
              bin[calledSpam ? 1 : 0],
              calledSpam ? 900_000 : 100_000);
    }
    counts.add(cell, Counts.Part.ALL);
    AccuracyAnswer.Window window =
        new AccuracyAnswer.Window(
            DAY,
            DAY.plus(Duration.ofHours(1)),
            true,
            counts.n(),
            counts.confusion().truePositives(),
            counts.confusion().falsePositives(),
            counts.confusion().trueNegatives(),
            counts.confusion().falseNegatives(),
            0,
            0,
            AccuracyAnswer.named(counts.figures(bins.below())),
            null,
            null);
    return new AccuracyAnswer.Series(
        AccuracyAnswer.PredictorName.of(predictor), baseline, "all", 0.5, 0.5, List.of(window));
  }

  private static String json(AccuracyAnswer answer) {
    try {
      return MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          Stream.ofNullable(exchange.getRequestURI().getRawQuery())
              .map(query -> URLDecoder.decode(query, UTF_8))
              .findFirst()
              .orElse(""));
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
