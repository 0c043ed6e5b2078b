package io.smsieve.evaluation.live;

import io.smsieve.evaluation.Change;
import io.smsieve.evaluation.Ledger;
import io.smsieve.evaluation.LedgerEntry;
import io.smsieve.stream.Discreet;
import io.smsieve.stream.SliceFiller;
import io.smsieve.stream.deadletter.DeadLetter;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Finds out what each record of the evaluation topic changes, by what is known of its example. */
final class CountProcessor implements Processor<byte[], byte[], byte[], Counted> {

  private static final Duration FORGET_INTERVAL = Duration.ofHours(1);

  private final SliceFiller<Inspected> slices;
  private final EvaluationParts parts;

  private ProcessorContext<byte[], Counted> context;
  private KeyValueStore<Bytes, byte[]> ledger;

  CountProcessor(SliceFiller<Inspected> slices, EvaluationParts parts) {
    this.slices = slices;
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Counted> context) {
    this.context = context;
    ledger = context.getStateStore(EvaluationTopology.LEDGER);
    context.schedule(FORGET_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata source = context.recordMetadata().orElseThrow();
    TopicPartition partition = new TopicPartition(source.topic(), source.partition());
    Inspected found = Discreet.call(() -> slices.of(partition, source.offset(), record.value()));
    Optional<DeadLetterReason> refusal = found.refusal(record.key());
    if (refusal.isPresent()) {
      putAside(record, source, refusal.get());
      return;
    }
    parts.metrics().seen(found, found.place(parts.timing(), record.timestamp()));
    List<Change> changes =
        Ledger.record(
            memory(record.key()),
            parts.inspector().entry(found, parts.timing(), record.timestamp()));
    if (!changes.isEmpty()) {
      Counted counted = new Counted.Changes(Change.toBytes(changes));
      context.forward(
          record
              .withValue(counted)
              .withTimestamp(context.currentSystemTimeMs())
              .withHeaders(new RecordHeaders()));
    }
  }

  private Ledger.Memory memory(byte[] key) {
    Bytes id = Bytes.wrap(key);
    return new Ledger.Memory() {
      @Override
      public LedgerEntry get() {
        byte[] known = ledger.get(id);
        return known == null ? null : LedgerEntry.of(known);
      }

      @Override
      public void put(LedgerEntry entry) {
        ledger.put(id, entry == null ? null : entry.toBytes());
      }
    };
  }

  private void putAside(
      Record<byte[], byte[]> record, RecordMetadata source, DeadLetterReason reason) {
    long now = context.currentSystemTimeMs();
    DeadLetter letter =
        new DeadLetter(
            reason,
            source.topic(),
            source.partition(),
            source.offset(),
            Instant.ofEpochMilli(now),
            DeadLetterHeaders.attempt(record.headers()));
    parts.metrics().refused(reason);
    Counted original = new Counted.Letter(record.value());
    context.forward(
        record
            .withValue(original)
            .withTimestamp(parts.limits().timestamp(record.timestamp(), now))
            .withHeaders(DeadLetterHeaders.of(record.headers(), letter)));
  }

  /** Forgets examples whose windows are gone: a later record of theirs is late by itself. */
  private void forget(long now) {
    long before = now - parts.hoursFor().toMillis() - parts.timing().maxFuture().toMillis();
    try (KeyValueIterator<Bytes, byte[]> all = ledger.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> each = all.next();
        if (LedgerEntry.of(each.value).contribution().time() < before) {
          ledger.delete(each.key);
        }
      }
    }
  }
}
