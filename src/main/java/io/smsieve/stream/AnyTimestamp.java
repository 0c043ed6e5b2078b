package io.smsieve.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes a record's timestamp as it is and a negative one as 0: Kafka's own extractor stops the
 * stream there and prints the record, and a negative answer would drop it.
 */
public final class AnyTimestamp implements TimestampExtractor {

  /** An extractor; it has no state. */
  public AnyTimestamp() {}

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(0, record.timestamp());
  }
}
