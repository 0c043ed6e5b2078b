package io.smsieve.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.stream.avro.RegistryCredentials;
import io.smsieve.stream.avro.SchemaRegistry;
import io.smsieve.testing.ContainerStack;
import io.smsieve.testing.Engine;
import io.smsieve.testing.Messages;
import io.smsieve.testing.RegistryProxy;
import io.smsieve.testing.TopicReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/**
 * Broker, registry and application as containers of the images that the build makes, spoken to
 * through their ports. Skipped, with the reason, where there is no engine or no image.
 */
class ContainersXIT {

  private static final int MESSAGES = 2_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> OUTPUTS = List.of("sms.spam", "sms.ham");
  private static final int PARTITIONS = 4;

  @TempDir static Path folder;

  @BeforeAll
  static void needEngine() {
    Engine.assumeReady();
  }

  @Test
  void shouldLabelEveryMessageOnceWhenTheContainerIsKilledAndStopped() throws Exception {
    try (ContainerStack stack = ContainerStack.open()) {
      createTopics(stack);
      SchemaRegistry registry = registry(stack.registryUrl(), RegistryCredentials.none());
      GenericContainer<?> killed = start(stack, Map.of(), stack.registryUrl());
      produce(stack, registry, 0);
      await().atMost(LIMIT).until(() -> !ids(stack, registry).isEmpty());
      killed.getDockerClient().killContainerCmd(killed.getContainerId()).exec();
      killed.stop();
      GenericContainer<?> stopped = start(stack, Map.of(), stack.registryUrl());
      produce(stack, registry, MESSAGES);
      await().atMost(LIMIT).until(() -> ids(stack, registry).size() >= 2 * MESSAGES);
      stopped.getDockerClient().stopContainerCmd(stopped.getContainerId()).exec();
      assertThat(exitCode(stopped)).isIn(0L, 143L);
      stopped.stop();
      assertThat(ids(stack, registry)).hasSize(2 * MESSAGES).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldLabelEveryMessageOnceWhenTheBrokerWantsTlsAndBothWantPasswords() throws Exception {
    try (ContainerStack stack = ContainerStack.secured(folder.resolve("secrets"));
        RegistryProxy proxy = RegistryProxy.asking(stack.registryUrl(), "me", "r-secret")) {
      createTopics(stack);
      SchemaRegistry registry = registry(proxy.url(), RegistryCredentials.basic("me", "r-secret"));
      Map<String, String> credentials =
          Map.of("smsieve.registry.user", "me", "smsieve.registry.password", "r-secret");
      GenericContainer<?> smsieve = start(stack, credentials, proxy.url(Engine.host()));
      produce(stack, registry, 0);
      await().atMost(LIMIT).until(() -> ids(stack, registry).size() >= MESSAGES);
      assertThat(ids(stack, registry)).hasSize(MESSAGES).doesNotHaveDuplicates();
      assertThat(smsieve.getLogs()).doesNotContain("secret", "see you at");
      smsieve.stop();
    }
  }

  @Test
  void shouldBeSmallAndRunAsNobody() {
    assertThat(Engine.size(Engine.SMSIEVE)).as("bytes").isLessThan(400_000_000);
    try (GenericContainer<?> container = Engine.container(Engine.SMSIEVE)) {
      assertThat(
              container
                  .getDockerClient()
                  .inspectImageCmd(Engine.SMSIEVE)
                  .exec()
                  .getConfig()
                  .getUser())
          .isEqualTo("10001:10001");
    }
  }

  private static GenericContainer<?> start(
      ContainerStack stack, Map<String, String> more, URI registry) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("smsieve.kafka.bootstrap-servers", stack.bootstrapServers());
    settings.put("smsieve.registry.url", registry.toString());
    settings.put("smsieve.kafka.properties.\"session.timeout.ms\"", "6000");
    GenericContainer<?> container = stack.smsieve(settings);
    container.start();
    return container;
  }

  private static Long exitCode(GenericContainer<?> container) {
    return container
        .getDockerClient()
        .inspectContainerCmd(container.getContainerId())
        .exec()
        .getState()
        .getExitCodeLong();
  }

  private static SchemaRegistry registry(URI url, RegistryCredentials credentials) {
    return new HttpSchemaRegistry(url, credentials, Duration.ofSeconds(20));
  }

  private static void createTopics(ContainerStack stack) throws Exception {
    try (Admin admin = Admin.create(stack.client())) {
      List<NewTopic> topics = new ArrayList<>();
      topics.add(new NewTopic("sms.incoming", Optional.of(PARTITIONS), Optional.empty()));
      for (String output : List.of("sms.spam", "sms.ham", "sms.dead-letter")) {
        topics.add(
            new NewTopic(output, Optional.of(PARTITIONS), Optional.empty())
                .configs(Map.of("max.message.bytes", "2097152")));
      }
      admin.createTopics(topics).all().get();
    }
  }

  private static void produce(ContainerStack stack, SchemaRegistry registry, int from) {
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(registry, "sms.incoming-value", IncomingSms.getClassSchema());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(stack.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = from; i < from + MESSAGES; i++) {
        byte[] value = encoder.encode(Messages.of("m" + i, "see you at " + i));
        sent.add(producer.send(new ProducerRecord<>("sms.incoming", value)));
      }
      producer.flush();
      assertThat(sent).allSatisfy(each -> assertThat(each).succeedsWithin(LIMIT));
    }
  }

  /** Ids of all labelled messages by now, committed ones only. */
  private static List<String> ids(ContainerStack stack, SchemaRegistry registry) {
    RecordDecoder<LabelledSms> decoder = new RecordDecoder<>(registry, LabelledSms.class);
    List<String> ids = new ArrayList<>();
    try (TopicReader reader = new TopicReader(stack.client())) {
      for (String output : OUTPUTS) {
        for (ConsumerRecord<byte[], byte[]> record : reader.contents(output)) {
          if (decoder.decode(record.value()) instanceof Decoded.Value<LabelledSms> labelled) {
            ids.add(labelled.value().getMessage().getId());
          }
        }
      }
    }
    return ids;
  }
}
