package io.smsieve.filter;

import io.smsieve.classify.Verdict;
import io.smsieve.stream.Discreet;
import io.smsieve.stream.deadletter.DeadLetterReason;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Writes labelled messages to spam or ham; key and headers are those of the original. */
final class LabelProcessor implements Processor<byte[], Judged, byte[], Object> {

  /** What a record takes beside key, value and headers, at most. */
  private static final int OVERHEAD_BYTES = 512;

  private final LabelledRecords records;
  private final boolean counted;

  private ProcessorContext<byte[], Object> context;

  LabelProcessor(LabelledRecords records, boolean counted) {
    this.records = records;
    this.counted = counted;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], Judged> record) {
    Judgement.Labelled labelled = (Judgement.Labelled) record.value().judgement();
    Verdict verdict = labelled.verdict();
    RecordMetadata source = context.recordMetadata().orElseThrow();
    byte[] value =
        Discreet.call(() -> records.encode(records.of(labelled, source), verdict.label()));
    if (size(record, value) > records.limits().recordBytes()) {
      Judgement refused = new Judgement.Refused(DeadLetterReason.TOO_LARGE);
      context.forward(
          record.withValue(new Judged(record.value().original(), refused)),
          FilterTopology.REJECT_TOO_LARGE);
      return;
    }
    records.metrics().labelled(verdict, labelled.message().getReceivedAt());
    long timestamp = records.timestamp(record.timestamp());
    context.forward(
        record.<Object>withValue(value).withTimestamp(timestamp),
        FilterTopology.sinkOf(verdict.label()));
    if (counted) {
      context.forward(record.<Object>withValue(labelled), FilterTopology.TRAFFIC);
    }
  }

  private static long size(Record<byte[], Judged> record, byte[] value) {
    long size = OVERHEAD_BYTES + (long) value.length;
    size += record.key() == null ? 0 : record.key().length;
    for (Header header : record.headers()) {
      // A character of a header's name takes three bytes at most.
      size +=
          10L + 3L * header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
