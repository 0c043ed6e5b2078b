package io.smsieve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputLimitsTest {

  private static final long MAX = Long.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({
    // wanted, before, after, now, expected
    "5, 9223372036854775807, 9223372036854775807, 1000, 5",
    "0, 9223372036854775807, 9223372036854775807, 1000, 0",
    "9223372036854715806, 9223372036854775807, 9223372036854775807, 1000, 9223372036854715806",
    "9223372036854775807, 9223372036854775807, 3600000, 1000, 3541000",
    "9223372036854775807, 9223372036854775807, 1, 1000, 1000",
    "0, 100000, 9223372036854775807, 1000000, 960000",
    "0, 100000, 9223372036854775807, 100000, 0",
  })
  void shouldTakeTheNearestTimestamp(
      long wanted, long before, long after, long now, long expected) {
    assertThat(new OutputLimits(1, before, after).timestamp(wanted, now)).isEqualTo(expected);
  }

  @Test
  void shouldNeverDropNorThrowWhateverTheTimestamp() {
    for (long timestamp : new long[] {Long.MIN_VALUE, -1, 0, 1, MAX}) {
      ConsumerRecord<Object, Object> record =
          new ConsumerRecord<>(
              "t",
              0,
              0,
              timestamp,
              TimestampType.CREATE_TIME,
              0,
              0,
              null,
              null,
              new RecordHeaders(),
              Optional.empty());
      assertThat(new AnyTimestamp().extract(record, 7)).isEqualTo(Math.max(0, timestamp));
    }
  }
}
