package io.smsieve.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.evaluation.Recount;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** All that is written: messages, and labelled examples beside them at the same pace. */
final class Flow implements AutoCloseable {

  private static final int RECORDS_AN_ID = 5;
  private static final int MOST_IDS = 5_000;

  private final Plan plan;
  private final Examples examples;
  private final Source messageSource;
  private final Source exampleSource;

  private Flow(Plan plan, Examples examples, Source messageSource, Source exampleSource) {
    this.plan = plan;
    this.examples = examples;
    this.messageSource = messageSource;
    this.exampleSource = exampleSource;
  }

  /** Begins to write, nothing until some are released; returns at once. */
  static Flow start(
      Map<String, Object> client,
      SchemaRegistry registry,
      Plan plan,
      Topics topics,
      Traffic traffic) {
    int ids = Math.min(MOST_IDS, plan.examples() / RECORDS_AN_ID + 1);
    Examples examples = new Examples(topics.run(), ids, Instant.now());
    Source messageSource =
        Source.start(client, messages(registry, topics, traffic), plan.messages());
    Source exampleSource =
        Source.start(client, examples(registry, topics, examples), plan.examples());
    return new Flow(plan, examples, messageSource, exampleSource);
  }

  private static LongFunction<ProducerRecord<byte[], byte[]>> messages(
      SchemaRegistry registry, Topics topics, Traffic traffic) {
    String topic = topics.incoming();
    RecordEncoder<IncomingSms> encoder = encoder(registry, topic, IncomingSms.getClassSchema());
    return number ->
        new ProducerRecord<>(
            topic,
            traffic.partition(number),
            traffic.key(number),
            encoder.encode(traffic.message(number)));
  }

  private static LongFunction<ProducerRecord<byte[], byte[]>> examples(
      SchemaRegistry registry, Topics topics, Examples examples) {
    String topic = topics.evaluation();
    RecordEncoder<LabelledExample> encoder =
        encoder(registry, topic, LabelledExample.getClassSchema());
    return number ->
        new ProducerRecord<>(
            topic,
            examples.id(number).getBytes(UTF_8),
            examples.example(number).map(encoder::encode).orElse(null));
  }

  private static <T extends SpecificRecord> RecordEncoder<T> encoder(
      SchemaRegistry registry, String topic, Schema schema) {
    RecordEncoder<T> encoder =
        new RecordEncoder<>(registry, RecordEncoder.subjectOf(topic), schema);
    encoder.schemaId();
    return encoder;
  }

  /** Lets some more messages go, and as many of the examples in proportion. */
  void release(long more) {
    messageSource.release(more);
    long examplesDue = messageSource.released() * plan.examples() / plan.messages();
    exampleSource.release(examplesDue - exampleSource.released());
  }

  /** Lets all go that are left. */
  void releaseAll() {
    messageSource.releaseAll();
    exampleSource.releaseAll();
  }

  /** How many messages were let go. */
  long released() {
    return messageSource.released();
  }

  /** How many messages the broker has. */
  long messages() {
    return messageSource.acknowledged();
  }

  /** Whether the broker has all that was let go. */
  boolean isWritten() {
    return messageSource.acknowledged() == messageSource.released()
        && exampleSource.acknowledged() == exampleSource.released();
  }

  /** How many records of examples the broker has. */
  long examples() {
    return exampleSource.acknowledged();
  }

  /** Why it cannot go on, if so. */
  Optional<Exception> failure() {
    return messageSource.failure().or(exampleSource::failure);
  }

  /** What the evaluation must have counted in the end. */
  Recount recount() {
    Recount recount = new Recount();
    for (long number = 0; number < exampleSource.released(); number++) {
      recount.record(examples.id(number), examples.example(number).orElse(null));
    }
    return recount;
  }

  @Override
  public void close() {
    messageSource.close();
    exampleSource.close();
  }
}
