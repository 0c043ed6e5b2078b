package io.smsieve.cli;

import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.RegistryCredentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import picocli.CommandLine.Option;

/** The options of every command that talks to a broker or a registry. */
public final class ConnectionOptions {

  /** How long a broker or a registry may take to give its first sign of life. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String DEFAULT_BROKER = "127.0.0.1:9092";
  private static final String DEFAULT_REGISTRY = "http://127.0.0.1:8081/apis/ccompat/v7";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT[,...]",
      description =
          "Kafka's address. Default: smsieve.kafka.bootstrap-servers, else " + DEFAULT_BROKER)
  private String bootstrapServer;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "The registry's Confluent-compatible interface. Default: smsieve.registry.url, else "
              + DEFAULT_REGISTRY)
  private String registry;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties for Kafka's clients, as for Kafka's own tools: security.protocol, sasl.*,"
              + " ssl.* ...; may also hold smsieve.*")
  private Path config;

  private Settings settings;

  /** The settings, with those of {@code --config} last. */
  Settings settings() {
    if (settings == null) {
      Settings process = Settings.ofThisProcess();
      settings = process.withDefaults(configFile());
    }
    return settings;
  }

  private Map<String, String> configFile() {
    if (config == null) {
      return Map.of();
    }
    if (!Files.isRegularFile(config)) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected a file of Kafka client properties, found no file " + config);
    }
    return Settings.read(config);
  }

  /** The settings of {@code --config}, which count where no other place has one. */
  Map<String, String> fileSettings() {
    Map<String, String> ours = new HashMap<>(configFile());
    ours.keySet().removeIf(key -> !key.startsWith("smsieve."));
    return ours;
  }

  /** Kafka's address. */
  String bootstrapServers() {
    return Optional.ofNullable(bootstrapServer)
        .or(() -> settings().find(Settings.BOOTSTRAP_SERVERS))
        .or(() -> Optional.ofNullable(configFile().get("bootstrap.servers")))
        .orElse(DEFAULT_BROKER);
  }

  /** The properties for a Kafka client, which commands add their own to. */
  Map<String, Object> clientProperties() {
    quietenClients();
    Map<String, Object> properties = new HashMap<>(settings().kafkaProperties());
    configFile()
        .forEach(
            (key, value) -> {
              if (!key.startsWith("smsieve.")) {
                properties.put(key, value);
              }
            });
    properties.put("bootstrap.servers", bootstrapServers());
    return properties;
  }

  /**
   * A connection to the broker, which has answered.
   *
   * @throws CommandFailedException when it has not
   */
  BrokerConnection broker() {
    return BrokerConnection.open(clientProperties());
  }

  /**
   * The registry, which has answered.
   *
   * @throws CommandFailedException when the address is none
   * @throws io.smsieve.stream.avro.RegistryUnavailableException when it has not answered
   */
  HttpSchemaRegistry registry() {
    String address =
        Optional.ofNullable(registry)
            .orElseGet(() -> settings().get(Settings.REGISTRY_URL, DEFAULT_REGISTRY));
    try {
      HttpSchemaRegistry client = new HttpSchemaRegistry(new URI(address), credentials(), PATIENCE);
      client.ping();
      return client;
    } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          notAnAddress instanceof IllegalArgumentException
              ? notAnAddress.getMessage()
              : "expected a registry address such as " + DEFAULT_REGISTRY + ", found no URL",
          notAnAddress);
    }
  }

  private RegistryCredentials credentials() {
    Optional<String> token = settings().find(Settings.REGISTRY_TOKEN);
    Optional<String> user = settings().find(Settings.REGISTRY_USER);
    if (token.isPresent()) {
      return RegistryCredentials.bearer(token.get());
    }
    return user.map(
            name -> RegistryCredentials.basic(name, settings().get(Settings.REGISTRY_PASSWORD, "")))
        .orElseGet(RegistryCredentials::none);
  }

  /** Kafka's clients log a page for each connection; what matters a command says itself. */
  private static void quietenClients() {
    LogContext.getLogContext().getLogger("org.apache.kafka").setLevel(Level.OFF);
  }
}
