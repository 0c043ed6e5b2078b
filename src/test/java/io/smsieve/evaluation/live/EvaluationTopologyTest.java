package io.smsieve.evaluation.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smsieve.app.SmsieveConfig;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.Bins;
import io.smsieve.evaluation.Cell;
import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Recount;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.StoredCell;
import io.smsieve.evaluation.Timing;
import io.smsieve.record.LabelledExample;
import io.smsieve.record.WindowedAccuracy;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.StreamSettings;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.FakeClassifier;
import io.smsieve.testing.InMemorySchemaRegistry;
import io.smsieve.testing.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTopologyTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");
  private static final SmsieveConfig CONFIG = TestSettings.of(Map.of());
  private static final Timing TIMING =
      new Timing(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(1));

  @TempDir Path folder;

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final FakeClassifier classifier = new FakeClassifier();
  private final ModelIdentity model = classifier.model();
  private final RecordEncoder<LabelledExample> encoder =
      new RecordEncoder<>(registry, "sms.evaluation-value", LabelledExample.getClassSchema());
  private final RecordDecoder<WindowedAccuracy> decoder =
      new RecordDecoder<>(registry, WindowedAccuracy.class);
  private final Map<CellKey, StoredCell> published = new HashMap<>();
  private final Recount recount = new Recount();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> examples;

  @BeforeEach
  void open() {
    StreamSettings.Role role =
        new StreamSettings.Role("evaluation", "ev-test", 1, 100, Set.of("sms.evaluation"));
    Properties settings = StreamSettings.of(CONFIG.kafka(), role);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver = new TopologyTestDriver(topology(settings), settings, NOW);
    examples =
        driver.createInputTopic(
            "sms.evaluation", new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Topology topology(Properties settings) {
    EvaluatedModel evaluated = new EvaluatedModel(classifier, 0.5, text -> text.equals("0.75"));
    ExampleInspector inspector =
        new ExampleInspector(
            new RecordDecoder<>(registry, LabelledExample.class),
            new Examples(List.of(evaluated), new Slices(List.of("kind"))));
    EvaluationParts parts =
        new EvaluationParts(
            inspector,
            new RecordEncoder<>(registry, "a-value", WindowedAccuracy.getClassSchema()),
            TIMING,
            Duration.ofDays(1),
            Duration.ofDays(92),
            Duration.ofSeconds(1),
            3,
            OutputLimits.NONE,
            new EvaluationMetrics(new SimpleMeterRegistry()));
    return new EvaluationTopology(CONFIG.topics(), CONFIG.evaluation().slice().bounds())
        .build(parts, settings);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private static LabelledExample example(String id, String text, Boolean spam, Instant seen) {
    return LabelledExample.newBuilder()
        .setId(id)
        .setText(text)
        .setSpam(spam)
        .setPolitical(null)
        .setSource("rater")
        .setAttributes(Map.of("kind", "k"))
        .setObservedAt(seen)
        .build();
  }

  private void pipe(String id, LabelledExample example) {
    pipe(id, example, NOW);
    recount.record(id, example);
  }

  private void pipe(String id, LabelledExample example, Instant writtenAt) {
    byte[] value = example == null ? null : encoder.encode(example);
    examples.pipeInput(id.getBytes(UTF_8), value, writtenAt.toEpochMilli());
  }

  /** What was published up to now, newest record of a key last. */
  private Map<CellKey, StoredCell> publish() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    for (TestRecord<byte[], byte[]> record : read("sms.accuracy")) {
      CellKey key = CellKey.parse(new String(record.key(), UTF_8));
      if (record.value() == null) {
        published.remove(key);
      } else {
        WindowedAccuracy window =
            ((Decoded.Value<WindowedAccuracy>) decoder.decode(record.value())).value();
        assertThat(StoredCell.keyOf(window)).isEqualTo(key);
        published.put(key, StoredCell.of(window));
      }
    }
    return published;
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private Counts counts(ModelIdentity predictor, String slice, Resolution resolution) {
    StoredCell any =
        published.entrySet().stream()
            .filter(e -> e.getKey().predictor().equals(predictor))
            .map(Map.Entry::getValue)
            .findAny()
            .orElse(new StoredCell(0.5, Cell.EMPTY, 0));
    Counts counts = new Counts(Bins.around(any.threshold()));
    published.forEach(
        (key, cell) -> {
          if (key.predictor().equals(predictor)
              && key.slice().equals(slice)
              && key.resolution() == resolution) {
            counts.add(cell.cell(), Counts.Part.ALL);
          }
        });
    return counts;
  }

  private Confusion confusion(ModelIdentity predictor, String slice) {
    Confusion minutes = counts(predictor, slice, Resolution.MINUTE).confusion();
    assertThat(counts(predictor, slice, Resolution.HOUR).confusion()).isEqualTo(minutes);
    return minutes;
  }

  @Test
  void shouldLookAsDrawn() throws IOException {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "drawn");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    try (InputStream drawn = getClass().getResourceAsStream("/evaluation-topology.txt")) {
      assertThat(topology(settings).describe().toString().strip())
          .isEqualTo(new String(drawn.readAllBytes(), UTF_8).strip());
    }
  }

  @Test
  void shouldCountEachPredictorAndSliceWhenAnExampleIsLabelled() {
    pipe("a", example("a", "0.75", true, NOW));
    pipe("b", example("b", "0.5", false, NOW.minusSeconds(120)));
    publish();
    assertThat(confusion(model, "all")).isEqualTo(new Confusion(1, 1, 0, 0));
    assertThat(confusion(Predictors.HAM_ONLY, "all")).isEqualTo(new Confusion(0, 0, 1, 1));
    assertThat(confusion(Predictors.SPAM_ONLY, "all")).isEqualTo(new Confusion(1, 1, 0, 0));
    assertThat(confusion(model, "trained=yes")).isEqualTo(new Confusion(1, 0, 0, 0));
    assertThat(confusion(model, "trained=no")).isEqualTo(new Confusion(0, 1, 0, 0));
    for (String slice : List.of("source=rater", "political=unknown", "script=none", "kind=k")) {
      assertThat(confusion(model, slice)).as(slice).isEqualTo(new Confusion(1, 1, 0, 0));
    }
    assertThat(published.keySet().stream().map(CellKey::windowStart).distinct()).hasSize(3);
  }

  @Test
  void shouldReplaceRetractCountOnceAndWait() {
    pipe("a", example("a", "0.75", true, NOW));
    pipe("a", example("a", "0.75", true, NOW));
    pipe("w", example("w", "0.9", null, NOW));
    publish();
    assertThat(confusion(model, "all")).isEqualTo(new Confusion(1, 0, 0, 0));
    assertThat(counts(Predictors.HAM_ONLY, "all", Resolution.HOUR).unlabelled()).isEqualTo(1);
    assertThat(classifier.calls().stream().mapToInt(i -> i).sum()).isEqualTo(2);

    pipe("a", example("a", "0.75", false, NOW));
    pipe("w", example("w", "0.9", true, NOW));
    publish();
    assertThat(confusion(model, "all")).isEqualTo(new Confusion(1, 1, 0, 0));
    assertThat(counts(Predictors.HAM_ONLY, "all", Resolution.HOUR).unlabelled()).isZero();

    pipe("a", null);
    pipe("w", null);
    pipe("never", null);
    publish();
    assertThat(published).isEmpty();
    assertThat(read("sms.dead-letter")).isEmpty();
  }

  @Test
  void shouldEqualARecountWhateverComesInWhateverOrder() {
    Random random = new Random(5);
    // The driver commits, and so flushes the stores, after each record: more would take minutes.
    for (int i = 0; i < 500; i++) {
      String id = "id" + random.nextInt(100);
      Boolean spam = random.nextInt(5) == 0 ? null : random.nextBoolean();
      String text = String.valueOf(random.nextInt(21) / 20.0);
      Instant seen = NOW.minusSeconds(random.nextInt(3_600 * 20));
      LabelledExample example = random.nextInt(8) == 0 ? null : example(id, text, spam, seen);
      pipe(id, example);
      if (random.nextInt(20) == 0) {
        publish();
      }
    }
    publish();
    Predicate<LabelledExample> all = e -> true;
    assertThat(confusion(model, "all")).isEqualTo(recount.confusion(all, Double::parseDouble, 0.5));
    assertThat(confusion(Predictors.SPAM_ONLY, "all"))
        .isEqualTo(recount.confusion(all, text -> 1, 0.5));
    assertThat(confusion(model, "trained=yes"))
        .isEqualTo(recount.confusion(e -> e.getText().equals("0.75"), Double::parseDouble, 0.5));
    assertThat(counts(Predictors.HAM_ONLY, "all", Resolution.MINUTE).unlabelled())
        .isEqualTo(recount.unlabelled(all));
    Map<Long, Confusion> hours = new TreeMap<>();
    published.forEach(
        (key, cell) -> {
          if (key.predictor().equals(model)
              && key.slice().equals("all")
              && key.resolution() == Resolution.HOUR) {
            Counts one = new Counts(Bins.around(0.5));
            one.add(cell.cell(), Counts.Part.ALL);
            hours.put(key.windowStart(), one.confusion());
          }
        });
    assertThat(hours).hasSizeGreaterThan(10);
    hours.forEach(
        (start, counted) ->
            assertThat(counted)
                .isEqualTo(
                    recount.confusion(
                        e -> Resolution.HOUR.start(e.getObservedAt().toEpochMilli()) == start,
                        Double::parseDouble,
                        0.5)));
  }

  @Test
  void shouldTellLateAndFutureByTheRecordAlone() {
    pipe("late", example("late", "0.9", true, NOW.minus(Duration.ofDays(91))), NOW);
    pipe("future", example("future", "0.9", true, NOW.plus(Duration.ofMinutes(61))), NOW);
    // As old, but written then: counted, in a window of an hour only since minutes are gone.
    Instant then = NOW.minus(Duration.ofDays(80));
    pipe("old", example("old", "0.9", true, then.minus(Duration.ofDays(2))), then);
    publish();
    assertThat(counts(model, "all", Resolution.MINUTE).n()).isZero();
    assertThat(counts(model, "all", Resolution.HOUR).n()).isEqualTo(1);
    assertThat(counts(Predictors.HAM_ONLY, "excluded=late", Resolution.HOUR).abstained())
        .isEqualTo(1);
    assertThat(counts(Predictors.HAM_ONLY, "excluded=future", Resolution.HOUR).abstained())
        .isEqualTo(1);
    // A later record of the same example that is not late takes its place.
    pipe("late", example("late", "0.9", true, NOW), NOW);
    publish();
    assertThat(counts(Predictors.HAM_ONLY, "excluded=late", Resolution.HOUR).abstained()).isZero();
    assertThat(counts(model, "all", Resolution.HOUR).n()).isEqualTo(2);
  }

  @Test
  void shouldPutAsideWhatIsNoExample() {
    byte[] good = encoder.encode(example("a", "0.9", true, NOW));
    expectRefusal("a".getBytes(UTF_8), new byte[] {1, 2, 3}, DeadLetterReason.NOT_FRAMED);
    expectRefusal("b".getBytes(UTF_8), good, DeadLetterReason.KEY_IS_NOT_ID);
    expectRefusal(null, good, DeadLetterReason.KEY_IS_NOT_ID);
    expectRefusal(null, null, DeadLetterReason.NULL_VALUE);
    assertThat(publish()).isEmpty();
  }

  private void expectRefusal(byte[] key, byte[] value, DeadLetterReason reason) {
    examples.pipeInput(new TestRecord<>(key, value, null, 7L));
    List<TestRecord<byte[], byte[]>> letters = read("sms.dead-letter");
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).key()).isEqualTo(key);
    assertThat(letters.get(0).value()).isEqualTo(value);
    assertThat(DeadLetterHeaders.read(letters.get(0).headers()).orElseThrow().reason())
        .isEqualTo(reason);
  }

  @Test
  void shouldCountAsAbstainedWhenAModelGivesNoScore() {
    pipe("a", example("a", "unscorable", true, NOW));
    pipe("b", example("b", " ", false, NOW));
    publish();
    assertThat(counts(model, "all", Resolution.HOUR).abstained()).isEqualTo(2);
    assertThat(counts(model, "all", Resolution.HOUR).n()).isZero();
    assertThat(counts(Predictors.SPAM_ONLY, "all", Resolution.HOUR).n()).isEqualTo(2);
  }

  @Test
  void shouldThrowAndCountNothingWhenTheModelFails() {
    classifier.setFailing(true);
    LabelledExample example = example("a", "0.9", true, NOW);
    assertThatThrownBy(() -> pipe("a", example))
        .hasRootCauseInstanceOf(ClassifierFailedException.class);
    assertThat(publish()).isEmpty();
  }

  @Test
  void shouldJoinTheValuesOfASliceBeyondTheLimit() {
    for (int i = 0; i < 6; i++) {
      LabelledExample example = example("e" + i, "0.9", true, NOW);
      example = LabelledExample.newBuilder(example).setAttributes(Map.of("kind", "k" + i)).build();
      pipe("e" + i, example);
    }
    pipe("e5", null);
    pipe("e0", null);
    publish();
    assertThat(confusion(model, "kind=k0").n()).isZero();
    assertThat(confusion(model, "kind=k2").n()).isEqualTo(1);
    assertThat(confusion(model, "kind=(other)").n()).isEqualTo(2);
    assertThat(confusion(model, "kind=k4").n()).isZero();
  }

  @Test
  void shouldDropWindowsThatAreOlderThanTheyAreKept() {
    pipe("a", example("a", "0.9", true, NOW));
    publish();
    driver.advanceWallClockTime(Duration.ofHours(26));
    publish();
    assertThat(published.keySet()).allMatch(key -> key.resolution() == Resolution.HOUR);
    assertThat(published).isNotEmpty();
    driver.advanceWallClockTime(Duration.ofDays(93));
    publish();
    assertThat(published).isEmpty();
    // It comes back to nothing: no window is left below zero.
    pipe("a", null);
    assertThat(publish()).isEmpty();
  }
}
