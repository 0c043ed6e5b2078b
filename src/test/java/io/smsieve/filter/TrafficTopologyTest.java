package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smsieve.app.SmsieveConfig;
import io.smsieve.classify.Label;
import io.smsieve.evaluation.CellKey;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.record.ScoreBin;
import io.smsieve.record.TrafficWindow;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.StreamSettings;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.FakeClassifier;
import io.smsieve.testing.InMemorySchemaRegistry;
import io.smsieve.testing.Messages;
import io.smsieve.testing.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficTopologyTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:10Z");
  private static final SmsieveConfig CONFIG = TestSettings.of(Map.of());

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final FakeClassifier classifier = new FakeClassifier();
  private final RecordEncoder<IncomingSms> encoder =
      new RecordEncoder<>(registry, "sms.incoming-value", IncomingSms.getClassSchema());
  private final RecordDecoder<TrafficWindow> decoder =
      new RecordDecoder<>(registry, TrafficWindow.class);
  private Instant now = NOW;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> incoming;
  private TestOutputTopic<byte[], byte[]> windows;

  @BeforeEach
  void open() {
    StreamSettings.Role role =
        new StreamSettings.Role("filter", "traffic-topology-test", 1, 100, Set.of("sms.incoming"));
    driver = new TopologyTestDriver(topology(), StreamSettings.of(CONFIG.kafka(), role), NOW);
    incoming =
        driver.createInputTopic(
            "sms.incoming", new ByteArraySerializer(), new ByteArraySerializer());
    windows =
        driver.createOutputTopic(
            "sms.traffic", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Topology topology() {
    Clock clock = new TestClock();
    Judge judge =
        new Judge(
            new RecordDecoder<>(registry, IncomingSms.class),
            classifier,
            100,
            Duration.ofHours(1),
            0,
            clock);
    LabelledRecords records =
        new LabelledRecords(
            Map.of(Label.SPAM, labelled("sms.spam"), Label.HAM, labelled("sms.ham")),
            OutputLimits.NONE,
            new FilterMetrics(new SimpleMeterRegistry(), clock),
            clock);
    Traffic traffic =
        new Traffic(
            new RecordEncoder<>(registry, "t-value", TrafficWindow.getClassSchema()),
            classifier::model,
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            clock);
    return new FilterTopology(CONFIG.topics(), CONFIG.filter().slice().bounds(), judge)
        .build(records, traffic);
  }

  /** The driver's clock, which tells the time to punctuators only. */
  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private RecordEncoder<LabelledSms> labelled(String topic) {
    return new RecordEncoder<>(registry, topic + "-value", LabelledSms.getClassSchema());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private void pipe(String text) {
    incoming.pipeInput(null, encoder.encode(Messages.of("a", text)));
  }

  private void advance(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  private TrafficWindow decode(byte[] value) {
    return ((Decoded.Value<TrafficWindow>) decoder.decode(value)).value();
  }

  @Test
  void shouldCountOutcomesAndScoresOfAMinute() {
    pipe("0.20");
    pipe("0.20");
    pipe("0.90");
    pipe(" ");
    incoming.pipeInput(null, new byte[] {9, 9});
    advance(Duration.ofSeconds(5));

    List<KeyValue<byte[], byte[]>> published = windows.readKeyValuesToList();
    assertThat(published).hasSize(1);
    CellKey key = CellKey.parse(new String(published.get(0).key, UTF_8));
    assertThat(key.slice()).isEqualTo("sms.incoming-0");
    assertThat(key.predictor()).isEqualTo(classifier.model());
    TrafficWindow window = decode(published.get(0).value);
    assertThat(window.getSourceTopic()).isEqualTo("sms.incoming");
    assertThat(window.getSourcePartition()).isZero();
    assertThat(window.getWindowStart()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(window.getWindowMillis()).isEqualTo(60_000);
    assertThat(window.getSpam()).isEqualTo(1);
    assertThat(window.getHam()).isEqualTo(2);
    assertThat(window.getDeadLetters()).isEqualTo(Map.of("BLANK", 1L, "NOT_FRAMED", 1L));
    assertThat(window.getScores().getThreshold()).isEqualTo(0.5);
    assertThat(window.getScores().getBins())
        .containsExactly(new ScoreBin(20, 2L, 400_000L), new ScoreBin(90, 1L, 900_000L));
  }

  @Test
  void shouldPublishNothingWhenNothingChanged() {
    pipe("0.20");
    advance(Duration.ofSeconds(5));
    assertThat(windows.readKeyValuesToList()).hasSize(1);
    advance(Duration.ofSeconds(5));
    assertThat(windows.isEmpty()).isTrue();
  }

  @Test
  void shouldBeginANewWindowWithTheMinuteAndGoOnInTheSameOne() {
    pipe("0.20");
    advance(Duration.ofSeconds(5));
    pipe("0.90");
    advance(Duration.ofSeconds(50));
    pipe("0.20");
    advance(Duration.ofSeconds(5));

    List<TrafficWindow> published = windows.readValuesToList().stream().map(this::decode).toList();
    assertThat(published)
        .extracting(
            w -> w.getWindowStart().getEpochSecond() % 3600 + ":" + w.getHam() + w.getSpam())
        .containsExactly("0:10", "0:11", "60:10");
  }

  @Test
  void shouldTakeOldWindowsBack() {
    pipe("0.20");
    advance(Duration.ofSeconds(5));
    byte[] key = windows.readKeyValue().key;
    advance(Duration.ofMinutes(62));

    List<KeyValue<byte[], byte[]>> after = windows.readKeyValuesToList();
    assertThat(after).hasSize(1);
    assertThat(after.get(0).key).isEqualTo(key);
    assertThat(after.get(0).value).isNull();
  }

  @Test
  void shouldKeepCountsAsBytes() {
    TrafficCounts counts = new TrafficCounts();
    counts.add(DeadLetterReason.BLANK, 7);
    TrafficCounts again = TrafficCounts.of(counts.toBytes());
    assertThat(again.deadLetters()).isEqualTo(Map.of("BLANK", 1L));
    assertThat(again.updatedAt()).isEqualTo(7);
    assertThat(again.histogram()).isEqualTo(counts.histogram());
  }
}
