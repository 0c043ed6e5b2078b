package io.smsieve.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.RegistryCredentials;
import io.smsieve.stream.avro.SchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real broker and a real registry for a test class: processes of their own, on free ports, in a
 * folder of the test. Start one per class, in {@code @BeforeAll} with a static {@code @TempDir},
 * and close it in {@code @AfterAll}; it is up after about four seconds.
 */
public final class EmbeddedStack implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Process process;
  private final JsonNode ready;
  private final Admin admin;

  private EmbeddedStack(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /**
   * Starts both and waits until they are ready; builds the launcher when it is missing.
   *
   * @param data where they keep what they keep; a second start on it finds everything again
   * @param options of the launcher, see deploy/embedded/README.md; {@code --kafka-port} and {@code
   *     --registry-port} are free ports unless given
   */
  public static EmbeddedStack start(Path data, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    command.add(EmbeddedBuild.launcher().toString());
    command.addAll(List.of("--json", "--data", data.toString()));
    command.addAll(List.of("--kafka-port", "0", "--registry-port", "0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new EmbeddedStack(process, awaitReady(process));
  }

  /** Builds the launcher when it is missing, for tests that start it in another way. */
  public static void build() throws IOException {
    EmbeddedBuild.launcher();
  }

  private static JsonNode awaitReady(Process process) throws IOException {
    // Stays open: the launcher may write events at any time, and dies of a closed pipe.
    BufferedReader lines = process.inputReader();
    List<String> seen = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      seen.add(line);
      JsonNode event = MAPPER.readTree(line);
      if (event.path("event").asText().equals("ready")) {
        drain(lines);
        return event;
      }
    }
    throw new AssertionError("the embedded broker and registry did not start: " + seen);
  }

  private static void drain(BufferedReader lines) {
    Thread reader =
        new Thread(
            () -> {
              try {
                lines.lines().forEach(line -> {});
              } catch (UncheckedIOException closed) {
                // The launcher has ended.
              }
            },
            "embedded-events");
    reader.setDaemon(true);
    reader.start();
  }

  /** The broker's address, host and port. */
  public String bootstrapServers() {
    return ready.get("bootstrapServers").asText();
  }

  /** The address of the registry's Confluent-compatible interface. */
  public URI registryUrl() {
    return URI.create(ready.get("ccompatApiUrl").asText());
  }

  /** A client of the registry. */
  public SchemaRegistry registry() {
    return new HttpSchemaRegistry(registryUrl(), RegistryCredentials.none(), LIMIT);
  }

  /** The process of {@code broker} or {@code registry}, for tests that kill it. */
  public ProcessHandle process(String part) {
    return ProcessHandle.of(ready.get("pids").get(part).asLong()).orElseThrow();
  }

  /** A client for everything else. */
  public Admin admin() {
    return admin;
  }

  /** Creates a topic and waits until it is there. */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(config);
    get(admin.createTopics(List.of(topic)).all());
    // The controller answers before the broker knows the topic.
    await().atMost(LIMIT).until(() -> get(admin.listTopics().names()).contains(name));
  }

  /** Writes records and waits until all are acknowledged. */
  public void produce(Collection<ProducerRecord<byte[], byte[]>> records) {
    produce(records, Map.of());
  }

  /** The same with settings for the producer. */
  public void produce(
      Collection<ProducerRecord<byte[], byte[]>> records, Map<String, Object> settings) {
    Map<String, Object> config = new HashMap<>(settings);
    config.put("bootstrap.servers", bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      records.stream().map(producer::send).toList().forEach(EmbeddedStack::get);
    }
  }

  /**
   * Reads a topic from its beginning, committed records only, until there are as many as asked for.
   *
   * @return at least {@code count} records, in the order of offsets within a partition
   * @throws AssertionError when there are fewer after 30 s
   */
  public List<ConsumerRecord<byte[], byte[]>> consume(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (records.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    assertThat(records)
        .as("records in %s within %s", topic, LIMIT)
        .hasSizeGreaterThanOrEqualTo(count);
    return records;
  }

  /** What a topic holds by now: all its committed records. */
  public List<ConsumerRecord<byte[], byte[]>> contents(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        assertThat(System.nanoTime()).as("time to read %s", topic).isLessThan(limit);
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers(),
            "isolation.level", "read_committed",
            "enable.auto.commit", "false");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    } catch (ExecutionException | java.util.concurrent.TimeoutException failed) {
      throw new AssertionError("the broker did not do as asked", failed);
    }
  }

  /** Stops both, in order. */
  @Override
  public void close() throws IOException, InterruptedException {
    admin.close(Duration.ofSeconds(1));
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the embedded broker and registry did not stop");
    }
  }
}
