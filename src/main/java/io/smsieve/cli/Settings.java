package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings {@code smsieve.*} for commands that do without Quarkus, from the same places and in
 * the same order as {@code smsieve run} has them: system properties, environment variables ({@code
 * SMSIEVE_KAFKA_BOOTSTRAP_SERVERS}), {@code config/application.properties}.
 */
final class Settings {

  static final String BOOTSTRAP_SERVERS = "smsieve.kafka.bootstrap-servers";
  static final String REGISTRY_URL = "smsieve.registry.url";
  static final String REGISTRY_USER = "smsieve.registry.user";
  static final String REGISTRY_PASSWORD = "smsieve.registry.password";
  static final String REGISTRY_TOKEN = "smsieve.registry.bearer-token";

  private static final String KAFKA = "smsieve.kafka.properties.";
  private static final String KAFKA_VARIABLE = "SMSIEVE_KAFKA_PROPERTIES_";

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Map<String, String> file;

  /** Settings from given places, the first that has a key wins. */
  Settings(
      Map<String, String> properties, Map<String, String> environment, Map<String, String> file) {
    this.properties = properties;
    this.environment = environment;
    this.file = file;
  }

  /** The settings of this process. */
  static Settings ofThisProcess() {
    return new Settings(
        strings(System.getProperties()),
        System.getenv(),
        read(Path.of("config", "application.properties")));
  }

  /**
   * The entries of a properties file, none when it is not there.
   *
   * @throws CommandFailedException when it cannot be read
   */
  static Map<String, String> read(Path path) {
    if (!Files.exists(path)) {
      return Map.of();
    }
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(path, UTF_8)) {
      read.load(reader);
      return strings(read);
    } catch (IOException | IllegalArgumentException unreadable) {
      // What the parser says may quote a password.
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected a file of key=value lines in UTF-8, found one that cannot be read: " + path,
          unreadable);
    }
  }

  private static Map<String, String> strings(Properties properties) {
    Map<String, String> strings = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> strings.put(name, properties.getProperty(name)));
    return strings;
  }

  /** These settings, with others for keys that are not set. */
  Settings withDefaults(Map<String, String> defaults) {
    Map<String, String> merged = new LinkedHashMap<>(defaults);
    merged.putAll(file);
    return new Settings(properties, environment, merged);
  }

  /** The value of a setting; one that is empty counts as not set. */
  Optional<String> find(String key) {
    String variable = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    return Optional.ofNullable(properties.get(key))
        .or(() -> Optional.ofNullable(environment.get(variable)))
        .or(() -> Optional.ofNullable(file.get(key)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** The value of a setting, or a default. */
  String get(String key, String otherwise) {
    return find(key).orElse(otherwise);
  }

  /** What is to be handed to Kafka's clients as it is: {@code smsieve.kafka.properties."KEY"}. */
  Map<String, String> kafkaProperties() {
    Map<String, String> found = new LinkedHashMap<>();
    addKafka(found, file);
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(KAFKA_VARIABLE)) {
            // SMSIEVE_KAFKA_PROPERTIES__SASL_MECHANISM_: quotes and dots have become underscores.
            String key = name.substring(KAFKA_VARIABLE.length()).replaceAll("^_|_$", "");
            found.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    addKafka(found, properties);
    return found;
  }

  private static void addKafka(Map<String, String> found, Map<String, String> settings) {
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(KAFKA)) {
            found.put(name.substring(KAFKA.length()).replace("\"", ""), value);
          }
        });
  }
}
