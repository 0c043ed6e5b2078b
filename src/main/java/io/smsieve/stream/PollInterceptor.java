package io.smsieve.stream;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Notes each poll in the {@link PollTable} of the thread that polls; changes nothing. */
public final class PollInterceptor implements ConsumerInterceptor<byte[], byte[]> {

  /** The key of the consumer's configuration that names the topics to note, by commas. */
  public static final String TOPICS = "smsieve.poll.topics";

  private Set<String> topics = Set.of();

  /** For Kafka, which makes it by reflection. */
  public PollInterceptor() {}

  @Override
  public void configure(Map<String, ?> configs) {
    topics =
        Arrays.stream(String.valueOf(configs.get(TOPICS)).split(","))
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    PollTable<?> table = PollTable.ofThisThread();
    for (TopicPartition partition : records.partitions()) {
      if (topics.contains(partition.topic())) {
        table.note(partition, records.records(partition));
      }
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
