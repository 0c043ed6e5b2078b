package io.smsieve.cli.bench;

import io.smallrye.config.PropertiesConfigSource;
import io.smsieve.app.SettingsReader;
import io.smsieve.app.SmsieveConfig;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.up.EmbeddedLauncher;
import io.smsieve.cli.up.Endpoints;
import io.smsieve.stream.StreamSettings;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.RegistryCredentials;
import io.smsieve.stream.avro.SchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker and the registry of a run: processes of its own, or what runs already. */
final class Broker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int UNCONFIRMED = 50_000;

  private final Optional<EmbeddedLauncher> launcher;
  private final String bootstrapServers;
  private final URI registry;
  private final Admin admin;
  private final Load load;
  private final List<BenchTopics> used = new ArrayList<>();

  /**
   * How the topologies are run.
   *
   * @param partitions of each topic
   * @param threads stream threads
   * @param polled records that one poll should be able to give, as the application sets it
   */
  record Load(int partitions, int threads, int polled) {}

  private Broker(
      Optional<EmbeddedLauncher> launcher, String bootstrapServers, URI registry, Load load) {
    this.launcher = launcher;
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    this.load = load;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Starts both. */
  static Broker embedded(Path home, Path data, Load load) {
    EmbeddedLauncher launcher = EmbeddedLauncher.start(home, data, 0, 0, List.of());
    try {
      Endpoints endpoints = launcher.awaitReady();
      return new Broker(
          Optional.of(launcher), endpoints.bootstrapServers(), endpoints.registry(), load);
    } catch (RuntimeException e) {
      launcher.stop(PATIENCE);
      throw e;
    }
  }

  /** Uses what runs already. */
  static Broker running(String bootstrapServers, URI registry, Load load) {
    return new Broker(Optional.empty(), bootstrapServers, registry, load);
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  SchemaRegistry registry() {
    return new HttpSchemaRegistry(registry, RegistryCredentials.none(), Duration.ofSeconds(10));
  }

  /** Processor time of broker and registry so far; 0 where this run has not started them. */
  long processorNanos() {
    return launcher.map(started -> ProcessorTime.startedBy(started.child().pid())).orElse(0L);
  }

  /** Topics that nobody has used. */
  BenchTopics topics(String step) {
    String run = "bench-" + step.replaceAll("[^A-Za-z0-9.]", "-") + "-" + System.nanoTime();
    BenchTopics topics = new BenchTopics(admin, run, load.partitions());
    used.add(topics);
    topics.create();
    return topics;
  }

  /** The application's settings, with these topics and nothing of this machine's. */
  SmsieveConfig config(BenchTopics topics, Duration commitInterval) {
    Map<String, String> settings = new HashMap<>();
    settings.put("smsieve.kafka.bootstrap-servers", bootstrapServers);
    settings.put("smsieve.topics.incoming", topics.incoming());
    settings.put("smsieve.topics.spam", topics.spam());
    settings.put("smsieve.topics.ham", topics.ham());
    settings.put("smsieve.topics.dead-letter", topics.deadLetter());
    settings.put("smsieve.topics.evaluation", topics.incoming());
    settings.put("smsieve.topics.accuracy", topics.ham());
    settings.put("smsieve.topics.traffic", topics.spam());
    settings.put("smsieve.evaluation.application-id", topics.run());
    settings.put(
        "smsieve.kafka.properties.\"main.consumer.interceptor.classes\"",
        FirstPoll.class.getName());
    settings.put("smsieve.filter.application-id", topics.run());
    settings.put("smsieve.filter.threads", Integer.toString(load.threads()));
    settings.put("smsieve.filter.commit-interval", commitInterval.toMillis() + "ms");
    return SettingsReader.of(new PropertiesConfigSource(settings, "bench", 500));
  }

  /** What Kafka Streams is told by the application, with a note of the first poll. */
  Properties streams(SmsieveConfig config, Path state) {
    StreamSettings.Role role = config.filter().role(config.topics().incoming());
    Properties all = StreamSettings.of(config.kafka(), role);
    StreamSettings.pollAtLeast(all, load.polled());
    all.put("state.dir", state.toString());
    return all;
  }

  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "linger.ms",
            5,
            // On a topic this new the first batch may come back while the next are under way, and
            // the broker then refuses their numbers until all have expired.
            "max.in.flight.requests.per.connection",
            1);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends messages, keyed by their number, and waits until all are there. */
  void fill(String topic, List<byte[]> messages, int count) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < count; i++) {
        byte[] message = messages.get(i % messages.size());
        sent.add(producer.send(new ProducerRecord<>(topic, key(i), message)));
        if (sent.size() == UNCONFIRMED) {
          sent.forEach(Broker::await);
          sent.clear();
        }
      }
    }
    sent.forEach(Broker::await);
  }

  /** What the broker answers; fails when it refuses. */
  static <T> T await(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new CommandFailedException(
          ExitCode.UNREACHABLE, "the broker refuses: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(ExitCode.GAVE_UP, "interrupted", e);
    }
  }

  static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  @Override
  public void close() {
    if (launcher.isEmpty()) {
      used.forEach(BenchTopics::delete);
    }
    admin.close(Duration.ofSeconds(1));
    launcher.ifPresent(started -> started.stop(PATIENCE));
  }
}
