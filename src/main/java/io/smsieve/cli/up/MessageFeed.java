package io.smsieve.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Our messages as they come from a carrier. */
final class MessageFeed implements Feed {

  private static final int SENDERS = 500;

  private final SampleMessages samples;
  private final MessageIds ids;
  private final Clock clock;
  private final RecordEncoder<IncomingSms> encoder;

  MessageFeed(SchemaRegistry registry, SampleMessages samples, MessageIds ids, Clock clock) {
    this.samples = samples;
    this.ids = ids;
    this.clock = clock;
    this.encoder =
        new RecordEncoder<>(
            registry, RecordEncoder.subjectOf(UpTopics.INCOMING), IncomingSms.getClassSchema());
  }

  @Override
  public void register() {
    encoder.schemaId();
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(long index) {
    // Invented numbers of a range that is kept free for such things.
    String sender = "+1202555" + String.format("%04d", 100 + index * 7919 % SENDERS);
    IncomingSms message =
        IncomingSms.newBuilder()
            .setId(ids.of(index))
            .setSender(sender)
            .setRecipient("+12025550199")
            .setText(samples.at(index).text())
            .setReceivedAt(clock.instant())
            .build();
    return new ProducerRecord<>(UpTopics.INCOMING, sender.getBytes(UTF_8), encoder.encode(message));
  }
}
