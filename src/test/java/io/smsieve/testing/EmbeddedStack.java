package io.smsieve.testing;

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
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A real broker and a real registry for tests: processes of their own, on free ports. A class takes
 * {@link #shared}, with names of topics and application ids that no other class has; or, if it does
 * to them what others would suffer from, starts its own in {@code @BeforeAll} with a static
 * {@code @TempDir}, and closes it in {@code @AfterAll}.
 */
public final class EmbeddedStack implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final short ONE = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Process process;
  private final JsonNode ready;
  private final Admin admin;
  private final TopicReader reader;
  private final KafkaProducer<byte[], byte[]> producer;

  private EmbeddedStack(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    this.reader = new TopicReader(Map.of("bootstrap.servers", bootstrapServers()));
    this.producer = producer(Map.of());
  }

  /** The one for all classes of this virtual machine, which ends with it. */
  public static EmbeddedStack shared() {
    return SharedStack.STACK;
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
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    QuickStart.of(builder);
    Process process = builder.start();
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
    createTopics(List.of(new NewTopic(name, partitions, ONE).configs(config)));
  }

  /**
   * The topics of a filter, {@code NAME.in}, {@code NAME.spam}, {@code NAME.ham} and {@code
   * NAME.dead}; see {@link RunProcess#filterSettings}.
   */
  public void createFilterTopics(String name, int partitions) {
    List<NewTopic> topics = new ArrayList<>(List.of(new NewTopic(name + ".in", partitions, ONE)));
    for (String output : List.of(".spam", ".ham", ".dead")) {
      topics.add(
          new NewTopic(name + output, partitions, ONE)
              .configs(Map.of("max.message.bytes", "2097152")));
    }
    createTopics(topics);
  }

  /** Lets a topic take records of this many bytes. */
  public void setMaxMessageBytes(String topic, int bytes) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp wider =
        new AlterConfigOp(
            new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
            AlterConfigOp.OpType.SET);
    get(admin.incrementalAlterConfigs(Map.of(resource, List.of(wider))).all());
  }

  private void createTopics(List<NewTopic> topics) {
    get(admin.createTopics(topics).all());
    List<String> names = topics.stream().map(NewTopic::name).toList();
    // The controller answers before the broker knows the topic.
    await().atMost(LIMIT).until(() -> get(admin.listTopics().names()).containsAll(names));
  }

  /** Writes records and waits until all are acknowledged. */
  public void produce(Collection<ProducerRecord<byte[], byte[]>> records) {
    produce(records, Map.of());
  }

  /** The same with settings for the producer. */
  public void produce(
      Collection<ProducerRecord<byte[], byte[]>> records, Map<String, Object> settings) {
    if (settings.isEmpty()) {
      send(producer, records);
      return;
    }
    try (KafkaProducer<byte[], byte[]> other = producer(settings)) {
      send(other, records);
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> config = new HashMap<>(settings);
    config.put("bootstrap.servers", bootstrapServers());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, Collection<ProducerRecord<byte[], byte[]>> records) {
    records.stream().map(producer::send).toList().forEach(EmbeddedStack::get);
  }

  /**
   * Reads a topic from its beginning, committed records only, until there are as many as asked for.
   *
   * @return at least {@code count} records, in the order of offsets within a partition
   * @throws org.awaitility.core.ConditionTimeoutException when there are fewer after 30 s
   */
  public List<ConsumerRecord<byte[], byte[]>> consume(String topic, int count) {
    return await()
        .alias(count + " records in " + topic)
        .atMost(LIMIT)
        .until(() -> contents(topic), records -> records.size() >= count);
  }

  /** What a topic holds by now: all its committed records. */
  public List<ConsumerRecord<byte[], byte[]>> contents(String topic) {
    return reader.contents(topic);
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
    producer.close(Duration.ofSeconds(1));
    reader.close();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the embedded broker and registry did not stop");
    }
  }
}
