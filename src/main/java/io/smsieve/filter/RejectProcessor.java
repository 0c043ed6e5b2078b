package io.smsieve.filter;

import io.smsieve.stream.deadletter.DeadLetter;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Writes refused records to the dead-letter topic as they were read, with headers that say why. */
final class RejectProcessor implements Processor<byte[], Judged, byte[], Object> {

  private final LabelledRecords records;
  private final boolean counted;

  private ProcessorContext<byte[], Object> context;

  RejectProcessor(LabelledRecords records, boolean counted) {
    this.records = records;
    this.counted = counted;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], Judged> record) {
    Judgement.Refused refused = (Judgement.Refused) record.value().judgement();
    RecordMetadata source = context.recordMetadata().orElseThrow();
    DeadLetter letter =
        new DeadLetter(
            refused.reason(),
            source.topic(),
            source.partition(),
            source.offset(),
            records.now(),
            DeadLetterHeaders.attempt(record.headers()));
    records.metrics().refused(refused.reason());
    context.forward(
        record
            .<Object>withValue(record.value().original())
            .withTimestamp(records.timestamp(record.timestamp()))
            .withHeaders(DeadLetterHeaders.of(record.headers(), letter)),
        FilterTopology.DEAD_LETTER);
    if (counted) {
      context.forward(record.<Object>withValue(refused), FilterTopology.TRAFFIC);
    }
  }
}
