package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code smsieve replay} against a real broker, beside the live evaluation as a real process. */
class ReplayIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String BUNDLE = Path.of("model", "bundles", "tiny").toString();
  private static final List<String> COUNTS =
      List.of(
          "n",
          "truePositives",
          "falsePositives",
          "trueNegatives",
          "falseNegatives",
          "abstained",
          "unlabelled");

  @TempDir static Path folder;
  private static EmbeddedStack stack;

  private final Random random = new Random(7);
  private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.shared();
  }

  private static List<String> arguments(String topic, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("replay", "--topic", topic, "--bundle", BUNDLE));
    arguments.addAll(List.of("--bootstrap-server", stack.bootstrapServers()));
    arguments.addAll(List.of("--registry", stack.registryUrl().toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** The report, without the time at which it was made. */
  private static JsonNode replay(String topic, String... more) throws IOException {
    Path json = folder.resolve(topic + ".json");
    List<String> arguments = arguments(topic, more);
    arguments.addAll(List.of("--json", json.toString()));
    if (!arguments.contains("--state")) {
      arguments.addAll(List.of("--state", folder.resolve(topic + ".state").toString()));
    }
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    ObjectNode report = (ObjectNode) MAPPER.readTree(json.toFile());
    report.remove("createdAt");
    return report;
  }

  private RecordEncoder<LabelledExample> encoder(String topic) {
    return new RecordEncoder<>(
        stack.registry(), RecordEncoder.subjectOf(topic), LabelledExample.getClassSchema());
  }

  private LabelledExample example(String id, Instant observedAt) {
    int kind = random.nextInt(40);
    String text =
        kind % 2 == 0
            ? "Your parcel number " + kind + " is held, pay the fee now at the link"
            : "See you at " + kind % 12 + " by the station, bring the number " + kind;
    return LabelledExample.newBuilder()
        .setId(id)
        .setText(kind == 39 ? "  " : text)
        .setSpam(random.nextInt(6) == 0 ? null : Boolean.valueOf(random.nextBoolean()))
        .setPolitical(random.nextInt(3) == 0)
        .setSource("rater" + random.nextInt(3))
        .setAttributes(Map.of())
        .setObservedAt(observedAt)
        .build();
  }

  private Instant anyTime() {
    int kind = random.nextInt(50);
    if (kind == 0) {
      return hour.minus(Duration.ofDays(100));
    }
    return kind == 1
        ? hour.plus(Duration.ofHours(9))
        : hour.minusSeconds(random.nextInt(3_600 * 5));
  }

  /** Examples, corrections, repeats, tombstones and what is no example. */
  private List<ProducerRecord<byte[], byte[]>> records(String topic, int count) {
    RecordEncoder<LabelledExample> encoder = encoder(topic);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "id" + random.nextInt(count / 2);
      byte[] value = encoder.encode(example(id, anyTime()));
      byte[] key = id.getBytes(UTF_8);
      switch (random.nextInt(12)) {
        case 0 -> records.add(new ProducerRecord<>(topic, key, null));
        case 1 -> records.add(new ProducerRecord<>(topic, key, new byte[] {1, 2}));
        case 2 -> {
          records.add(new ProducerRecord<>(topic, key, value));
          records.add(new ProducerRecord<>(topic, key, value));
        }
        default -> records.add(new ProducerRecord<>(topic, key, value));
      }
    }
    return records;
  }

  @Test
  void shouldComeToTheSameAfterAStopAndAKillAsWithout() throws Exception {
    stack.createTopic("kill.in", 4, Map.of());
    stack.produce(records("kill.in", 1_200));
    JsonNode whole = replay("kill.in", "--errors");
    Path state = folder.resolve("killed.state");
    Path log = folder.resolve("killed.log");

    Process stopped = slowReplay(state, log);
    awaitMore(state, 4_000, stopped);
    stopped.destroy();
    assertThat(stopped.waitFor(60, TimeUnit.SECONDS)).as("stopped").isTrue();
    assertThat(Files.readString(log)).contains("the same command with --resume goes on");
    // What comes later belongs to no range whose end was fixed before.
    stack.produce(records("kill.in", 50));
    Process killed = slowReplay(state, log, "--resume");
    awaitMore(state, Files.size(state), killed);
    killed.destroyForcibly().waitFor();
    JsonNode resumed = replay("kill.in", "--errors", "--state", state.toString(), "--resume");

    assertThat(resumed).isEqualTo(whole);
    assertThat(whole.at("/records/replaced").asLong()).isPositive();
    assertThat(whole.at("/records/refused/NOT_FRAMED").asLong()).isPositive();
    assertThat(whole.at("/predictors/0/errors")).isNotEmpty();
    assertThat(state).doesNotExist();
  }

  private static void awaitMore(Path state, long bytes, Process process) {
    try {
      await().atMost(LIMIT).until(() -> Files.exists(state) && Files.size(state) > bytes);
      assertThat(process.isAlive()).as("it is not done yet").isTrue();
    } catch (ConditionTimeoutException | AssertionError failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  /** Some 150 records a second, as a process of its own. */
  private static Process slowReplay(Path state, Path log, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx400m", "-XX:+UseSerialGC", "-cp", classPath()));
    command.add(Main.class.getName());
    command.addAll(arguments("kill.in", "--errors", "--rate", "150/s"));
    command.addAll(List.of("--state", state.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder.start();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Test
  void shouldReadExactlyWhatIsCommittedInTheRange() throws IOException {
    stack.createTopic("range.in", 1, Map.of());
    send("range.in", "plain", 10, false);
    sendInTransaction("range.in", "gone", 5, false);
    sendInTransaction("range.in", "kept", 5, true);
    JsonNode report = replay("range.in");
    assertThat(report.at("/records/counted").asLong()).isEqualTo(15);
    assertThat(report.at("/input/partitions/0/from").asLong()).isZero();
    // Two transactions have left a marker each.
    assertThat(report.at("/input/partitions/0/to").asLong()).isEqualTo(22);

    assertThat(counted("--from", "0:3", "--to", "0:9")).isEqualTo(6);
    assertThat(counted("--from", "12", "--to", "18")).isEqualTo(2);
    assertThat(counted("--from", "1970-01-01T00:00:00.004Z", "--to", "1970-01-01T00:00:00.008Z"))
        .isEqualTo(4);
    assertThat(counted("--from", "end")).isZero();

    List<String> outside = arguments("range.in", "--from", "0:0", "--to", "0:99");
    CommandRun refused = CommandRun.of(outside.toArray(String[]::new));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err()).contains("expected a range from 0 to 22");
  }

  private static long counted(String... range) throws IOException {
    return replay("range.in", range).at("/records/counted").asLong();
  }

  /** Records whose timestamp is their number. */
  private List<ProducerRecord<byte[], byte[]>> send(
      String topic, String name, int count, boolean collect) {
    RecordEncoder<LabelledExample> encoder = encoder(topic);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = encoder.encode(example(name + i, Instant.EPOCH));
      records.add(new ProducerRecord<>(topic, 0, (long) i, (name + i).getBytes(UTF_8), value));
    }
    if (!collect) {
      stack.produce(records);
    }
    return records;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The transaction's end hears of it.
  private void sendInTransaction(String topic, String name, int count, boolean commit) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", stack.bootstrapServers());
    config.put("transactional.id", name);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      send(topic, name, count, true).forEach(producer::send);
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static Map<String, String> liveSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("smsieve.roles", "evaluation");
    settings.put("smsieve.kafka.bootstrap-servers", stack.bootstrapServers());
    settings.put("smsieve.registry.url", stack.registryUrl().toString());
    settings.put("smsieve.topics.evaluation", "live.in");
    settings.put("smsieve.topics.accuracy", "live.accuracy");
    settings.put("smsieve.topics.dead-letter", "live.dead");
    settings.put("smsieve.evaluation.application-id", "live");
    settings.put("smsieve.evaluation.threads", "2");
    settings.put("smsieve.evaluation.state-dir", folder.resolve("state").toString());
    settings.put("smsieve.kafka.properties.\"session.timeout.ms\"", "6000");
    settings.put("smsieve.kafka.properties.\"producer.transaction.timeout.ms\"", "8000");
    return settings;
  }

  @Test
  void shouldEqualTheLiveStoreCountByCountThroughARestart() throws Exception {
    stack.createTopic("live.in", 4, Map.of());
    stack.createTopic("live.accuracy", 1, Map.of("cleanup.policy", "compact"));
    stack.createTopic("live.dead", 1, Map.of("max.message.bytes", "2000000"));
    stack.produce(records("live.in", 600));
    Path log = folder.resolve("live.log");
    try (RunProcess live = RunProcess.start(log, liveSettings())) {
      await().atMost(LIMIT).until(() -> stack.contents("live.accuracy").size() > 50);
      stack.produce(records("live.in", 300));
      live.kill();
    }
    stack.produce(records("live.in", 300));
    Instant end = Instant.now();
    JsonNode answer;
    try (RunProcess live = RunProcess.start(log, liveSettings())) {
      live.awaitReady();
      await().atMost(LIMIT).until(() -> countedUpTo(live).isAfter(end));
      answer = json(live, "/api/v1/accuracy?slice=*&from=-12h&step=1h");
    }

    JsonNode report = replay("live.in", "--step", "1h");

    Map<String, List<String>> expected = windows(answer.get("series"), "/windows");
    Map<String, List<String>> found = new TreeMap<>();
    report
        .get("predictors")
        .forEach(predictor -> found.putAll(windows(predictor, predictor.get("slices"))));
    assertThat(found).isEqualTo(expected);
    assertThat(found.keySet())
        .anyMatch(key -> key.startsWith("tiny|all|"))
        .anyMatch(key -> key.startsWith("spam-only|excluded=late|"))
        .anyMatch(key -> key.startsWith("ham-only|excluded=future|"))
        .anyMatch(key -> key.startsWith("tiny|source=rater2|"));
    assertThat(found).hasSizeGreaterThan(100);
  }

  private static Map<String, List<String>> windows(JsonNode series, String path) {
    Map<String, List<String>> windows = new TreeMap<>();
    for (JsonNode each : series) {
      add(each.at("/predictor/name").asText(), each.get("slice"), each.at(path), windows);
    }
    return windows;
  }

  private static Map<String, List<String>> windows(JsonNode predictor, JsonNode slices) {
    Map<String, List<String>> windows = new TreeMap<>();
    for (JsonNode slice : slices) {
      add(
          predictor.at("/predictor/name").asText(),
          slice.get("slice"),
          slice.get("windows"),
          windows);
    }
    return windows;
  }

  /** The counts of each window, and figures that every single score goes into. */
  private static void add(
      String predictor, JsonNode slice, JsonNode from, Map<String, List<String>> windows) {
    for (JsonNode window : from) {
      List<String> values = new ArrayList<>();
      COUNTS.forEach(count -> values.add(count + " " + window.get(count).asLong()));
      for (String figure : List.of("accuracy", "brierScore", "areaUnderCurve")) {
        values.add(figure + " " + window.at("/figures/" + figure + "/value").asText());
      }
      windows.put(predictor + "|" + slice.asText() + "|" + window.get("from").asText(), values);
    }
  }

  private static Instant countedUpTo(RunProcess run) {
    JsonNode asOf = json(run, "/api/v1/accuracy").path("asOf");
    return asOf.isTextual() ? Instant.parse(asOf.asText()) : Instant.EPOCH;
  }

  private static JsonNode json(RunProcess run, String path) {
    try {
      return MAPPER.readTree(run.get(path).body());
    } catch (IOException notJson) {
      throw new AssertionError(notJson);
    }
  }
}
