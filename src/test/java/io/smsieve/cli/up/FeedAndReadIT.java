package io.smsieve.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.Label;
import io.smsieve.record.LabelledExample;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeder and reader with a real broker and registry; the test plays the filter's part. */
class FeedAndReadIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static EmbeddedStack embedded;
  @TempDir private static Path folder;

  private final Tally tally = new Tally();
  private final MessageIds ids = MessageIds.ofNow();
  private Endpoints endpoints;
  private SampleMessages samples;

  @BeforeAll
  static void start() throws IOException {
    embedded = EmbeddedStack.shared();
    for (String topic :
        List.of(
            UpTopics.INCOMING,
            UpTopics.SPAM,
            UpTopics.HAM,
            UpTopics.DEAD_LETTER,
            UpTopics.EVALUATION)) {
      embedded.createTopic(topic, 2, Map.of());
    }
    Files.writeString(
        folder.resolve("rows.jsonl"),
        """
        {"text": "one", "spam": true, "split": "test"}
        {"text": "two", "spam": false, "split": "test"}
        {"text": "three", "spam": true, "split": "dev"}
        """);
  }

  @BeforeEach
  void read() {
    endpoints = new Endpoints(embedded.bootstrapServers(), embedded.registryUrl(), folder);
    samples = SampleMessages.read(folder, 1);
  }

  @Test
  void shouldSendExactlyAsManyAsAskedFor() {
    List<IncomingSms> messages = feed(5);

    assertThat(tally.snapshot().sent()).isEqualTo(5);
    assertThat(messages).extracting(IncomingSms::getId).doesNotHaveDuplicates().hasSize(5);
    for (IncomingSms message : messages) {
      long index = ids.indexOf(message.getId()).orElseThrow();
      assertThat(message.getText()).isEqualTo(samples.at(index).text());
      assertThat(message.getReceivedAt()).isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
    }
  }

  @Test
  void shouldCountOnlyOutcomesOfItsOwnRun() {
    List<IncomingSms> messages = feed(3);
    try (OutcomeReader reader =
        new OutcomeReader(endpoints, embedded.registry(), samples, ids, tally, Clock.systemUTC())) {
      reader.start();
      label(UpTopics.SPAM, Label.SPAM, messages.get(0));
      label(UpTopics.HAM, Label.HAM, messages.get(1));
      IncomingSms foreign =
          IncomingSms.newBuilder(messages.get(0)).setId(new MessageIds("other").of(0)).build();
      label(UpTopics.SPAM, Label.SPAM, foreign);
      write(UpTopics.DEAD_LETTER, new byte[] {1, 2, 3});
      write(UpTopics.DEAD_LETTER, encodeIncoming(messages.get(2)));

      await().atMost(LIMIT).until(() -> tally.snapshot().accounted() == 3);
      Snapshot snapshot = tally.snapshot();
      assertThat(snapshot.spam()).isEqualTo(1);
      assertThat(snapshot.ham()).isEqualTo(1);
      assertThat(snapshot.deadLetters()).isEqualTo(1);
      assertThat(snapshot.repeated()).isZero();
      assertThat(reader.failure()).isEmpty();
    }
  }

  @Test
  void shouldKeepTheIdOfARowThatComesAgain() {
    AtomicInteger sent = new AtomicInteger();
    Feed examples = new ExampleFeed(embedded.registry(), samples, Clock.systemUTC());
    Pace pace = new Pace(OptionalDouble.empty());
    try (Feeder feeder =
        new Feeder(endpoints, "examples", examples, pace, 6, sent::incrementAndGet)) {
      feeder.start();
      await().atMost(LIMIT).until(() -> sent.get() == 6);
    }
    RecordDecoder<LabelledExample> decoder =
        new RecordDecoder<>(embedded.registry(), LabelledExample.class);
    List<LabelledExample> written = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : embedded.contents(UpTopics.EVALUATION)) {
      LabelledExample example =
          ((Decoded.Value<LabelledExample>) decoder.decode(record.value())).value();
      assertThat(example.getId()).isEqualTo(new String(record.key(), UTF_8));
      written.add(example);
    }
    assertThat(written)
        .extracting(LabelledExample::getId, LabelledExample::getText, LabelledExample::getSpam)
        .containsExactlyInAnyOrder(
            tuple("rows:1", "one", true),
            tuple("rows:1", "one", true),
            tuple("rows:2", "two", false),
            tuple("rows:2", "two", false),
            tuple("rows:3", "three", true),
            tuple("rows:3", "three", true));
    assertThat(written).extracting(LabelledExample::getSource).containsOnly("own-rows");
  }

  private List<IncomingSms> feed(int count) {
    int before = embedded.contents(UpTopics.INCOMING).size();
    Feed messages = new MessageFeed(embedded.registry(), samples, ids, Clock.systemUTC());
    Pace pace = new Pace(OptionalDouble.empty());
    try (Feeder feeder = new Feeder(endpoints, "messages", messages, pace, count, tally::sent)) {
      feeder.start();
      await().atMost(LIMIT).until(() -> tally.snapshot().sent() == count);
      assertThat(feeder.failure()).isEmpty();
    }
    List<ConsumerRecord<byte[], byte[]>> all = embedded.contents(UpTopics.INCOMING);
    assertThat(all).hasSize(before + count);
    return all.stream().map(this::decode).filter(m -> ids.indexOf(m.getId()).isPresent()).toList();
  }

  private IncomingSms decode(ConsumerRecord<byte[], byte[]> record) {
    Decoded<IncomingSms> decoded =
        new RecordDecoder<>(embedded.registry(), IncomingSms.class).decode(record.value());
    return ((Decoded.Value<IncomingSms>) decoded).value();
  }

  private void label(String topic, Label label, IncomingSms message) {
    LabelledSms verdict =
        LabelledSms.newBuilder()
            .setMessage(message)
            .setLabel(label)
            .setSpamProbability(label == Label.SPAM ? 0.9 : 0.1)
            .setThreshold(0.5)
            .setTokens(5)
            .setTruncated(false)
            .setPredictor(Samples.PREDICTOR)
            .setSourceTopic(UpTopics.INCOMING)
            .setSourcePartition(0)
            .setSourceOffset(0)
            .setLabelledAt(Instant.now())
            .build();
    String subject = RecordEncoder.subjectOf(topic);
    write(
        topic,
        new RecordEncoder<LabelledSms>(embedded.registry(), subject, LabelledSms.getClassSchema())
            .encode(verdict));
  }

  private byte[] encodeIncoming(IncomingSms message) {
    String subject = RecordEncoder.subjectOf(UpTopics.INCOMING);
    return new RecordEncoder<IncomingSms>(
            embedded.registry(), subject, IncomingSms.getClassSchema())
        .encode(message);
  }

  private static void write(String topic, byte[] value) {
    embedded.produce(List.of(new ProducerRecord<>(topic, value)));
  }
}
