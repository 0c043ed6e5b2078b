package io.smsieve.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollTableTest {

  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);

  private final PollTable<String> table = PollTable.ofThisThread();
  private final List<Integer> calls = new ArrayList<>();

  @AfterEach
  void clear() {
    for (TopicPartition partition : List.of(P0, P1)) {
      note(partition, 1_000_000, 1);
      table.slice(partition, 2_000_000, 1, 1);
      table.take(partition, 2_000_000);
    }
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldTakeTurnsOverPartitions() {
    note(P0, 0, 4);
    note(P1, 10, 4);
    assertThat(table.slice(P0, 0, 5, 1_000))
        .extracting(w -> w.record().partition() + ":" + w.record().offset())
        .containsExactly("0:0", "1:10", "0:1", "1:11", "0:2");
  }

  @Test
  void shouldBoundASliceByBytesButTakeOneRecordAtLeast() {
    note(P0, 0, 4);
    assertThat(table.slice(P0, 0, 100, 1)).hasSize(1);
    assertThat(table.slice(P0, 0, 100, 30)).hasSize(3);
  }

  @Test
  void shouldForgetWhatWasFoundWhenOffsetsGoBack() {
    note(P0, 5, 3);
    SliceFiller<String> filler = filler(10);
    assertThat(filler.of(P0, 5, value(5))).isEqualTo("5");
    note(P0, 5, 3);
    assertThat(table.take(P0, 6)).isEmpty();
    assertThat(filler.of(P0, 5, value(5))).isEqualTo("5");
    assertThat(calls).containsExactly(3, 3);
  }

  @Test
  void shouldFindOthersWaitingAfterTheFirstOfASlice() {
    note(P0, 0, 5);
    note(P1, 0, 5);
    SliceFiller<String> filler = filler(4);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      found.add(filler.of(P0, i, value(i)));
    }
    for (int i = 0; i < 5; i++) {
      found.add(filler.of(P1, i, value(i)));
    }
    assertThat(found).containsExactly("0", "1", "2", "3", "4", "0", "1", "2", "3", "4");
    assertThat(calls.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
    assertThat(calls).hasSize(3);
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldWorkAloneOnWhatWasNotNoted() {
    assertThat(filler(10).of(P0, 77, value(77))).isEqualTo("77");
    assertThat(filler(10).of(P0, 78, null)).isEqualTo("null");
    assertThat(calls).containsExactly(1, 1);
  }

  @Test
  void shouldSkipRecordsThatNeverCame() {
    note(P0, 0, 5);
    assertThat(filler(10).of(P0, 3, value(3))).isEqualTo("3");
    assertThat(calls).containsExactly(2);
  }

  @Test
  void shouldMakeSlicesSmallerWhenTheyTakeTooLong() {
    note(P0, 0, 200);
    long[] now = {0};
    SliceFiller<String> filler =
        new SliceFiller<>(
            new SliceBounds(100, 100_000, java.time.Duration.ofSeconds(1)),
            new BytesWork<>(
                values -> {
                  now[0] += values.size() * 100_000_000L;
                  return answers(values);
                }),
            () -> now[0]);
    IntStream.range(0, 200).forEach(i -> filler.of(P0, i, value(i)));
    // A tenth of a second each: the first slice cannot know, the others keep to a second.
    assertThat(calls.get(0)).isEqualTo(100);
    assertThat(calls.subList(1, calls.size())).allMatch(rows -> rows <= 11);
  }

  @Test
  void shouldPrepareARecordOnceAndCutASliceByCost() {
    note(P0, 0, 10);
    note(P1, 20, 3);
    List<Integer> prepared = new ArrayList<>();
    List<List<Integer>> finished = new ArrayList<>();
    SliceFiller<String> filler =
        new SliceFiller<>(
            new SliceBounds(6, 100_000, java.time.Duration.ofSeconds(100)),
            new Costly(prepared, finished));
    for (int i = 0; i < 10; i++) {
      assertThat(filler.of(P0, i, value(i))).isEqualTo("v" + i);
    }
    for (int i = 20; i < 23; i++) {
      assertThat(filler.of(P1, i, value(i))).isEqualTo("v" + i);
    }
    // Costs are the first bytes; a slice holds 24 at most, or one record.
    assertThat(prepared).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22);
    assertThat(finished).allMatch(slice -> slice.size() == 1 || sum(slice) <= 24);
    assertThat(finished.get(0)).containsExactly(0, 20, 1);
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldForgetAPartitionThatBelongsToSomebodyElse() {
    note(P0, 0, 4);
    note(P1, 0, 4);
    SliceFiller<String> filler = filler(3);
    filler.of(P0, 0, value(0));
    filler.forget(0);
    assertThat(table.take(P0, 1)).isEmpty();
    assertThat(table.slice(P0, 1, 10, 1_000)).isEmpty();
    assertThat(table.size()).isEqualTo(4);
  }

  private static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }

  private record Costly(List<Integer> prepared, List<List<Integer>> finished)
      implements SliceWork<Integer, String> {
    @Override
    public List<Integer> prepare(List<byte[]> values) {
      List<Integer> numbers = values.stream().map(value -> (int) value[0]).toList();
      prepared.addAll(numbers);
      return numbers;
    }

    @Override
    public long cost(Integer number) {
      return number;
    }

    @Override
    public long costOfSlice() {
      return 24;
    }

    @Override
    public List<String> finish(List<Integer> numbers) {
      finished.add(numbers);
      return numbers.stream().map(number -> "v" + number).toList();
    }
  }

  private SliceFiller<String> filler(int rows) {
    return new SliceFiller<>(
        new SliceBounds(rows, 100_000, java.time.Duration.ofSeconds(100)), this::answers);
  }

  private List<String> answers(List<byte[]> values) {
    calls.add(values.size());
    return values.stream()
        .map(value -> value == null ? "null" : Integer.toString(value[0] & 0xff))
        .toList();
  }

  private void note(TopicPartition partition, long first, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long offset = first; offset < first + count; offset++) {
      records.add(
          new ConsumerRecord<>(
              partition.topic(),
              partition.partition(),
              offset,
              0,
              org.apache.kafka.common.record.TimestampType.CREATE_TIME,
              0,
              10,
              null,
              value((int) offset),
              new org.apache.kafka.common.header.internals.RecordHeaders(),
              java.util.Optional.empty()));
    }
    table.note(partition, records);
  }

  private static byte[] value(int first) {
    byte[] value = new byte[10];
    value[0] = (byte) first;
    return value;
  }
}
