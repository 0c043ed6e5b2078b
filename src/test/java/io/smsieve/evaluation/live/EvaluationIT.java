package io.smsieve.evaluation.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Verdict;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.cli.accuracy.AccuracyCommand;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Recount;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.RunProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The evaluation as a real process against a real broker, killed once; {@code ProveDeliveryIT}
 * kills it again and again.
 */
class EvaluationIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TEXTS = 40;

  @TempDir static Path folder;
  private static EmbeddedStack stack;

  private final Random random = new Random(3);
  private final Instant day = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private final Recount recount = new Recount();

  @BeforeAll
  static void startStack() {
    stack = EmbeddedStack.shared();
    stack.createTopic("ev.in", 4, Map.of());
    stack.createTopic("ev.accuracy", 1, Map.of("cleanup.policy", "compact"));
    stack.createTopic("ev.dead", 1, Map.of("max.message.bytes", "2000000"));
  }

  private static Map<String, String> settings(String stateDir) {
    Map<String, String> settings = new HashMap<>();
    settings.put("smsieve.roles", "evaluation");
    settings.put("smsieve.kafka.bootstrap-servers", stack.bootstrapServers());
    settings.put("smsieve.registry.url", stack.registryUrl().toString());
    settings.put("smsieve.topics.evaluation", "ev.in");
    settings.put("smsieve.topics.accuracy", "ev.accuracy");
    settings.put("smsieve.topics.dead-letter", "ev.dead");
    settings.put("smsieve.evaluation.application-id", "ev");
    settings.put("smsieve.evaluation.threads", "2");
    settings.put("smsieve.evaluation.slice.rows", "8");
    settings.put("smsieve.evaluation.state-dir", folder.resolve(stateDir).toString());
    settings.put("smsieve.kafka.properties.\"session.timeout.ms\"", "6000");
    settings.put("smsieve.kafka.properties.\"producer.transaction.timeout.ms\"", "8000");
    return settings;
  }

  private static String text(int i) {
    return i % 2 == 0
        ? "Your parcel number " + i + " is held, pay the fee now at the link"
        : "See you at " + i % 12 + " by the station, bring the number " + i;
  }

  private List<ProducerRecord<byte[], byte[]>> records(
      RecordEncoder<LabelledExample> encoder, int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "id" + random.nextInt(300);
      LabelledExample example = random.nextInt(8) == 0 ? null : example(id);
      recount.record(id, example);
      byte[] value = example == null ? null : encoder.encode(example);
      records.add(new ProducerRecord<>("ev.in", id.getBytes(UTF_8), value));
    }
    return records;
  }

  private LabelledExample example(String id) {
    return LabelledExample.newBuilder()
        .setId(id)
        .setText(text(random.nextInt(TEXTS)))
        .setSpam(random.nextInt(5) == 0 ? null : random.nextBoolean())
        .setPolitical(random.nextInt(3) == 0)
        .setSource("rater" + random.nextInt(3))
        .setAttributes(Map.of())
        .setObservedAt(day.minusSeconds(random.nextInt(3_600 * 5)))
        .build();
  }

  @Test
  void shouldEqualARecountOfTheTopicAfterAKillFromEitherInstance() throws Exception {
    RecordEncoder<LabelledExample> encoder =
        new RecordEncoder<>(
            stack.registry(), RecordEncoder.subjectOf("ev.in"), LabelledExample.getClassSchema());
    ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> producing =
        producer.scheduleWithFixedDelay(
            () -> stack.produce(records(encoder, 50)), 0, 200, TimeUnit.MILLISECONDS);
    Path log = folder.resolve("evaluation.log");
    try (RunProcess run = RunProcess.start(log, settings("state"))) {
      await().atMost(LIMIT).until(() -> stack.contents("ev.accuracy").size() > 200);
      run.kill();
    }
    assertThat(producing.isDone()).as("the producer failed").isFalse();
    producer.shutdown();
    assertThat(producer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    Instant end = Instant.now();
    try (RunProcess first = RunProcess.start(log, settings("state"));
        RunProcess second = RunProcess.start(folder.resolve("second.log"), settings("other"))) {
      first.awaitReady();
      second.awaitReady();
      for (RunProcess each : List.of(first, second)) {
        await().atMost(LIMIT).until(() -> countedUpTo(each).isAfter(end));
        shouldAnswerAsRecounted(each);
      }
    }
    assertThat(stack.contents("ev.dead")).isEmpty();
  }

  @Test
  void shouldCountACandidateBesideTheLiveBundleAndAnswerPeople() throws Exception {
    stack.createTopic("two.in", 2, Map.of());
    stack.createTopic("two.accuracy", 1, Map.of("cleanup.policy", "compact"));
    Map<String, String> settings = settings("two");
    settings.put("smsieve.topics.evaluation", "two.in");
    settings.put("smsieve.topics.accuracy", "two.accuracy");
    settings.put("smsieve.evaluation.application-id", "two");
    settings.put("smsieve.evaluation.bundles", bundle("tiny") + "," + bundle("smsieve-minilm"));
    RecordEncoder<LabelledExample> encoder =
        new RecordEncoder<>(
            stack.registry(), RecordEncoder.subjectOf("two.in"), LabelledExample.getClassSchema());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      LabelledExample example =
          LabelledExample.newBuilder(example("id" + i))
              .setText(text(i))
              .setSpam(i % 2 == 0)
              .build();
      recount.record(example.getId(), example);
      byte[] key = example.getId().getBytes(UTF_8);
      records.add(new ProducerRecord<>("two.in", key, encoder.encode(example)));
    }
    stack.produce(records);
    Instant end = Instant.now();
    try (RunProcess run = RunProcess.start(folder.resolve("two.log"), settings)) {
      run.awaitReady();
      await().atMost(LIMIT).until(() -> countedUpTo(run).isAfter(end));
      JsonNode answer = json(run, "/api/v1/accuracy?from=-12h");
      for (String name : List.of("tiny", "smsieve-minilm")) {
        assertThat(confusion(answer, name, "all"))
            .as(name)
            .isEqualTo(recount.confusion(e -> true, scores(name), 0.5));
      }
      shouldAnswerOverHttp(run);
      shouldAnswerOnTheCommandLine(run);
    }
  }

  private static void shouldAnswerOverHttp(RunProcess run) {
    for (String wrong : List.of("from=soon", "step=1s", "threshold=2", "trained=x", "to=-30h")) {
      HttpResponse<String> refused = run.get("/api/v1/accuracy?" + wrong);
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(refused.body()).as(wrong).startsWith("{\"error\":\"").contains("expected");
    }
    assertThat(run.get("/q/openapi").body())
        .contains("/api/v1/accuracy:", "name: predictor", "name: slice", "name: threshold");
    assertThat(run.get("/q/metrics").body().lines())
        .anyMatch(l -> l.matches("kafka_stream_.*client_id=\"two\".*"))
        .anyMatch(l -> l.startsWith("smsieve_accuracy_newest_example_age_seconds "))
        .anyMatch(l -> l.matches("http_server_.*status=\"400\".*uri=\"/api/v1/accuracy\".*"));
  }

  private static void shouldAnswerOnTheCommandLine(RunProcess run) {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new AccuracyCommand())
            .setOut(new PrintWriter(out))
            .execute("--url", run.http().toString(), "--from", "-12h", "--slice", "*");
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("ham-only", "spam-only", "tiny 1.", "smsieve-minilm 1.", "source=rater1")
        .containsPattern("2\\d{3}-\\d\\d-\\d\\d \\d\\d:\\d\\d +\\d+ .*\\|.*#.*\\|");
  }

  private static Path bundle(String name) {
    return Path.of("model", "bundles", name).toAbsolutePath();
  }

  private static Instant countedUpTo(RunProcess run) {
    JsonNode asOf = json(run, "/api/v1/accuracy").path("asOf");
    return asOf.isTextual() ? Instant.parse(asOf.asText()) : Instant.EPOCH;
  }

  private void shouldAnswerAsRecounted(RunProcess run) {
    ToDoubleFunction<String> score = scores("tiny");
    JsonNode answer = json(run, "/api/v1/accuracy?slice=*&from=-12h");
    assertThat(answer.get("complete").asBoolean()).isFalse();
    Map<String, Predicate<LabelledExample>> slices = new HashMap<>();
    slices.put("all", e -> true);
    slices.put("source=rater1", e -> e.getSource().equals("rater1"));
    slices.put("political=yes", e -> e.getPolitical());
    slices.forEach(
        (slice, kind) -> {
          assertThat(confusion(answer, "tiny", slice))
              .isEqualTo(recount.confusion(kind, score, 0.5));
          assertThat(confusion(answer, "ham-only", slice))
              .isEqualTo(recount.confusion(kind, text -> 0, 0.5));
        });
    JsonNode ham = series(answer, "ham-only", "all");
    assertThat(ham.get("windows").get(0).get("unlabelled").asLong())
        .isEqualTo(recount.unlabelled(e -> true));
    assertThat(answer.get("newestExample").get("ageSeconds").asDouble()).isPositive();
  }

  /** 1 for what a bundle calls spam, else 0; scored here, away from the process. */
  private static ToDoubleFunction<String> scores(String name) {
    Map<String, Double> scores = new HashMap<>();
    ModelBundle bundle = ModelBundle.load(bundle(name));
    try (Classifier classifier = OnnxClassifier.open(bundle, OnnxOptions.defaults())) {
      for (int i = 0; i < TEXTS; i++) {
        Verdict verdict = (Verdict) classifier.classify(List.of(text(i))).get(0);
        scores.put(text(i), verdict.label() == Label.SPAM ? 1.0 : 0.0);
      }
    }
    assertThat(scores.values()).as("%s tells some apart", name).contains(0.0, 1.0);
    return scores::get;
  }

  private static Confusion confusion(JsonNode answer, String predictor, String slice) {
    JsonNode window = series(answer, predictor, slice).get("windows").get(0);
    return new Confusion(
        window.get("truePositives").asLong(),
        window.get("falsePositives").asLong(),
        window.get("trueNegatives").asLong(),
        window.get("falseNegatives").asLong());
  }

  private static JsonNode series(JsonNode answer, String predictor, String slice) {
    for (JsonNode each : answer.get("series")) {
      if (each.get("predictor").get("name").asText().equals(predictor)
          && each.get("slice").asText().equals(slice)) {
        return each;
      }
    }
    throw new AssertionError("no series of " + predictor + " and " + slice);
  }

  private static JsonNode json(RunProcess run, String path) {
    try {
      return MAPPER.readTree(run.get(path).body());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }
}
