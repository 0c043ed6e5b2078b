package io.smsieve.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.cli.up.SampleMessages.Sample;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Our messages with their labels. A row keeps its id, so that one that comes again moves to its new
 * window and is never counted twice: it would only make intervals look narrower than they are.
 */
final class ExampleFeed implements Feed {

  private final SampleMessages samples;
  private final Clock clock;
  private final RecordEncoder<LabelledExample> encoder;

  ExampleFeed(SchemaRegistry registry, SampleMessages samples, Clock clock) {
    this.samples = samples;
    this.clock = clock;
    this.encoder =
        new RecordEncoder<>(
            registry,
            RecordEncoder.subjectOf(UpTopics.EVALUATION),
            LabelledExample.getClassSchema());
  }

  @Override
  public void register() {
    encoder.schemaId();
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(long index) {
    Sample sample = samples.at(index);
    LabelledExample example =
        LabelledExample.newBuilder()
            .setId(sample.row())
            .setText(sample.text())
            .setSpam(sample.spam())
            .setPolitical(sample.political())
            .setSource("own-" + sample.row().substring(0, sample.row().lastIndexOf(':')))
            .setAttributes(Map.of())
            .setObservedAt(clock.instant())
            .build();
    return new ProducerRecord<>(
        UpTopics.EVALUATION, sample.row().getBytes(UTF_8), encoder.encode(example));
  }
}
