package io.smsieve.filter;

import io.smsieve.stream.Discreet;
import io.smsieve.stream.SliceFiller;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Finds out what becomes of each record, a slice of the poll at a time. */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], Judged> {

  private final SliceFiller<Judgement> slices;

  private ProcessorContext<byte[], Judged> context;

  ClassifyProcessor(SliceFiller<Judgement> slices) {
    this.slices = slices;
  }

  @Override
  public void init(ProcessorContext<byte[], Judged> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata source = context.recordMetadata().orElseThrow();
    TopicPartition partition = new TopicPartition(source.topic(), source.partition());
    Judgement judgement =
        Discreet.call(() -> slices.of(partition, source.offset(), record.value()));
    String child =
        judgement instanceof Judgement.Labelled ? FilterTopology.LABEL : FilterTopology.REJECT;
    context.forward(record.withValue(new Judged(record.value(), judgement)), child);
  }

  /** The partition belongs to somebody else now, or the thread ends. */
  @Override
  public void close() {
    if (context != null) {
      slices.forget(context.taskId().partition());
    }
  }
}
