package io.smsieve.stream;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;

/** {@code smsieve.kafka.*}: the broker. */
public interface KafkaConfig {

  /** Host and port of one or more brokers, separated by commas. */
  @WithDefault("127.0.0.1:9092")
  @NotBlank
  String bootstrapServers();

  /** What is handed to Kafka's clients and to Kafka Streams as it is, by Kafka's own keys. */
  Map<String, String> properties();
}
