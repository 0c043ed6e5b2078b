package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smsieve.app.SmsieveConfig;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.Label;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.StreamSettings;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.deadletter.DeadLetter;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.FakeClassifier;
import io.smsieve.testing.InMemorySchemaRegistry;
import io.smsieve.testing.Messages;
import io.smsieve.testing.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilterTopologyTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final byte[] KEY = {1, -1, 0};
  private static final SmsieveConfig CONFIG = TestSettings.of(Map.of());

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final FakeClassifier classifier = new FakeClassifier();
  private final RecordEncoder<IncomingSms> encoder =
      new RecordEncoder<>(registry, "sms.incoming-value", IncomingSms.getClassSchema());
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> incoming;

  @BeforeEach
  void open() {
    open(OutputLimits.NONE);
  }

  private void open(OutputLimits limits) {
    StreamSettings.Role role =
        new StreamSettings.Role("filter", "filter-topology-test", 1, 100, Set.of("sms.incoming"));
    driver = new TopologyTestDriver(topology(limits), StreamSettings.of(CONFIG.kafka(), role), NOW);
    incoming =
        driver.createInputTopic(
            "sms.incoming", new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Topology topology(OutputLimits limits) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
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
            limits,
            new FilterMetrics(new SimpleMeterRegistry(), clock),
            clock);
    return new FilterTopology(CONFIG.topics(), CONFIG.filter().slice().bounds(), judge)
        .build(records);
  }

  private RecordEncoder<LabelledSms> labelled(String topic) {
    return new RecordEncoder<>(registry, topic + "-value", LabelledSms.getClassSchema());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldLookAsDrawn() throws IOException {
    try (InputStream drawn = getClass().getResourceAsStream("/filter-topology.txt")) {
      assertThat(topology(OutputLimits.NONE).describe().toString().strip())
          .isEqualTo(new String(drawn.readAllBytes(), UTF_8).strip());
    }
  }

  @Test
  void shouldSendToHamWhenBelowTheThreshold() {
    IncomingSms message = Messages.of("a", "0.49");
    Headers headers = headers("route", "x");
    incoming.pipeInput(new TestRecord<>(KEY, encoder.encode(message), headers, 1_234L));

    TestRecord<byte[], byte[]> ham = only("sms.ham");
    assertThat(ham.key()).isEqualTo(KEY);
    assertThat(ham.timestamp()).isEqualTo(1_234);
    assertThat(ham.headers()).isEqualTo(headers);
    LabelledSms labelled = decode(ham.value());
    assertThat(labelled.getMessage()).isEqualTo(message);
    assertThat(labelled.getLabel()).isEqualTo(io.smsieve.record.Label.HAM);
    assertThat(labelled.getSpamProbability()).isEqualTo(0.49);
    assertThat(labelled.getPoliticalProbability()).isEqualTo(0.25);
    assertThat(labelled.getThreshold()).isEqualTo(0.5);
    assertThat(labelled.getTokens()).isEqualTo(6);
    assertThat(labelled.getPredictor().getName()).isEqualTo("fake");
    assertThat(labelled.getPredictor().getProvider()).isEqualTo(io.smsieve.record.Provider.CPU);
    assertThat(labelled.getSourceTopic()).isEqualTo("sms.incoming");
    assertThat(labelled.getSourcePartition()).isZero();
    assertThat(labelled.getSourceOffset()).isZero();
    assertThat(labelled.getLabelledAt()).isEqualTo(NOW);
  }

  @Test
  void shouldSendToSpamWhenExactlyAtTheThreshold() {
    incoming.pipeInput(KEY, encoder.encode(Messages.of("a", "0.5")));
    assertThat(decode(only("sms.spam").value()).getLabel()).isEqualTo(io.smsieve.record.Label.SPAM);
  }

  @Test
  void shouldPutAsideWithReasonWhenThereIsNoLabel() {
    byte[] good = encoder.encode(Messages.of("a", "0.1"));
    byte[] unknown = good.clone();
    unknown[4] = 99;
    IncomingSms future = Messages.of("a", "0.1");
    future = IncomingSms.newBuilder(future).setReceivedAt(NOW.plus(Duration.ofMinutes(61))).build();
    expectRefusal(null, DeadLetterReason.NULL_VALUE);
    expectRefusal(new byte[] {1, 2, 3}, DeadLetterReason.NOT_FRAMED);
    expectRefusal(unknown, DeadLetterReason.UNKNOWN_SCHEMA);
    expectRefusal(Arrays.copyOf(good, good.length + 1), DeadLetterReason.MALFORMED);
    expectRefusal(encoder.encode(Messages.of("a", null)), DeadLetterReason.MISSING_TEXT);
    expectRefusal(encoder.encode(Messages.of("a", " ")), DeadLetterReason.BLANK);
    expectRefusal(
        encoder.encode(Messages.of("a", "\ud83d\ude00".repeat(101))),
        DeadLetterReason.TOO_MANY_CHARACTERS);
    expectRefusal(encoder.encode(future), DeadLetterReason.FROM_THE_FUTURE);
    expectRefusal(encoder.encode(Messages.of("a", "unscorable")), DeadLetterReason.UNSCORABLE);
  }

  @Test
  void shouldAcceptALongTextOfExactlyTheLimitInCodePoints() {
    incoming.pipeInput(KEY, encoder.encode(Messages.of("a", "\ud83d\ude00".repeat(100))));
    only("sms.ham");
  }

  private void expectRefusal(byte[] value, DeadLetterReason reason) {
    Headers headers = headers("smsieve.reason", "not ours");
    incoming.pipeInput(new TestRecord<>(KEY, value, headers, 5L));
    TestRecord<byte[], byte[]> letter = only("sms.dead-letter");
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.timestamp()).isEqualTo(5);
    assertThat(letter.headers().toArray()[0]).isEqualTo(headers.toArray()[0]);
    assertThat(letter.headers().toArray()).hasSize(8);
    DeadLetter read = DeadLetterHeaders.read(letter.headers()).orElseThrow();
    assertThat(read.reason()).isEqualTo(reason);
    assertThat(read.topic()).isEqualTo("sms.incoming");
    assertThat(read.attempt()).isEqualTo(1);
    assertThat(read.time()).isEqualTo(NOW);
  }

  @Test
  void shouldLabelBothWhenABadRecordLiesBetweenTwoGoodOnes() {
    incoming.pipeInput(KEY, encoder.encode(Messages.of("first", "0.1")));
    incoming.pipeInput(KEY, new byte[] {7});
    incoming.pipeInput(KEY, encoder.encode(Messages.of("second", "0.1")));
    assertThat(read("sms.ham"))
        .extracting(r -> decode(r.value()).getMessage().getId())
        .containsExactly("first", "second");
    assertThat(read("sms.dead-letter")).hasSize(1);
    assertThat(read("sms.spam")).isEmpty();
  }

  @Test
  void shouldThrowAndWriteNothingWhenTheClassifierFails() {
    classifier.setFailing(true);
    byte[] value = encoder.encode(Messages.of("a", "0.1"));
    assertThatThrownBy(() -> incoming.pipeInput(KEY, value))
        .hasRootCauseInstanceOf(ClassifierFailedException.class);
    assertNothingWritten();
  }

  @Test
  void shouldThrowAndWriteNothingWhenTheSchemaCannotBeAskedFor() {
    byte[] value = encoder.encode(Messages.of("a", "0.1"));
    registry.setAway(true);
    assertThatThrownBy(() -> incoming.pipeInput(KEY, value))
        .hasRootCauseInstanceOf(RegistryUnavailableException.class);
    assertNothingWritten();
  }

  @Test
  void shouldGoOnWithKnownSchemasWhenTheRegistryIsAway() {
    incoming.pipeInput(KEY, encoder.encode(Messages.of("a", "0.1")));
    registry.setAway(true);
    incoming.pipeInput(KEY, encoder.encode(Messages.of("b", "0.1")));
    assertThat(read("sms.ham")).hasSize(2);
  }

  @Test
  void shouldPutAsideWhenTheLabelledRecordIsLargerThanItsTopicAllows() {
    driver.close();
    open(new OutputLimits(600, Long.MAX_VALUE, Long.MAX_VALUE));
    byte[] value = encoder.encode(Messages.of("a", "0.1"));
    incoming.pipeInput(KEY, value);
    TestRecord<byte[], byte[]> letter = only("sms.dead-letter");
    assertThat(letter.value()).isEqualTo(value);
    assertThat(DeadLetterHeaders.read(letter.headers()).orElseThrow().reason())
        .isEqualTo(DeadLetterReason.TOO_LARGE);
  }

  @Test
  void shouldMoveTimestampsIntoWhatTheTopicAccepts() {
    driver.close();
    open(new OutputLimits(1_000_000, Long.MAX_VALUE, Duration.ofHours(1).toMillis()));
    incoming.pipeInput(
        new TestRecord<>(KEY, encoder.encode(Messages.of("a", "0.1")), null, Long.MAX_VALUE));
    assertThat(only("sms.ham").timestamp())
        .isEqualTo(NOW.plus(Duration.ofMinutes(59)).toEpochMilli());
  }

  private void assertNothingWritten() {
    assertThat(read("sms.ham")).isEmpty();
    assertThat(read("sms.spam")).isEmpty();
    assertThat(read("sms.dead-letter")).isEmpty();
  }

  /** The one record of a topic; the others are empty. */
  private TestRecord<byte[], byte[]> only(String topic) {
    List<TestRecord<byte[], byte[]>> found = new ArrayList<>();
    for (String each : List.of("sms.spam", "sms.ham", "sms.dead-letter")) {
      List<TestRecord<byte[], byte[]>> records = read(each);
      if (!each.equals(topic)) {
        assertThat(records).as(each).isEmpty();
      }
      found.addAll(records);
    }
    assertThat(found).as(topic).hasSize(1);
    return found.get(0);
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private LabelledSms decode(byte[] value) {
    Decoded<LabelledSms> decoded = new RecordDecoder<>(registry, LabelledSms.class).decode(value);
    return ((Decoded.Value<LabelledSms>) decoded).value();
  }

  private static Headers headers(String name, String value) {
    return new RecordHeaders(List.of(new RecordHeader(name, value.getBytes(UTF_8))));
  }
}
