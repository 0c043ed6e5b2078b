package io.smsieve.embedded;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes and reads records.
 *
 * @param clientConfig how clients connect
 */
record Records(Map<String, Object> clientConfig) {

  static Records at(String bootstrapServers) {
    return new Records(Map.of("bootstrap.servers", bootstrapServers));
  }

  void write(String topic, String value) throws InterruptedException, ExecutionException {
    try (Producer<String, String> producer =
        new KafkaProducer<>(clientConfig, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", value)).get();
    }
  }

  /** The values of a topic from its beginning, as a member of a consumer group. */
  List<String> read(String topic, int count) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put("group.id", "reader");
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", false);
    List<String> values = new ArrayList<>();
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .records(topic)
                    .forEach((ConsumerRecord<String, String> record) -> values.add(record.value()));
                return values.size() >= count;
              });
    }
    return values;
  }
}
