package io.smsieve.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Broker and registry, each a container of the image that the build makes. */
public final class ContainerStack implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SECRETS = "/secrets";
  private static final int REGISTRY = 8081;
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private final GenericContainer<?> broker;
  private final GenericContainer<?> registry;
  private final int port;
  private final Optional<Certificates> certificates;

  private ContainerStack(
      GenericContainer<?> broker,
      GenericContainer<?> registry,
      int port,
      Optional<Certificates> certificates) {
    this.broker = broker;
    this.registry = registry;
    this.port = port;
    this.certificates = certificates;
  }

  /** Starts both; whoever reaches the broker may do anything there. */
  public static ContainerStack open() throws IOException {
    return start(Optional.empty());
  }

  /** Starts both; the broker wants TLS and the password of the user {@code smsieve}. */
  public static ContainerStack secured(Path folder) throws IOException, InterruptedException {
    return start(Optional.of(Certificates.of(folder, List.of(Engine.host(), "127.0.0.1"))));
  }

  private static ContainerStack start(Optional<Certificates> certificates) throws IOException {
    int port = freePort();
    List<String> options = new ArrayList<>(List.of("--json", "--listen", "0.0.0.0"));
    options.addAll(List.of("--only", "broker", "--kafka-port", Integer.toString(port)));
    options.addAll(List.of("--advertise", Engine.host() + ":" + port));
    if (certificates.isPresent()) {
      secure(options);
    }
    GenericContainer<?> broker = embedded(options);
    // The same port inside and outside: the broker tells its clients where it is.
    broker.setPortBindings(List.of(port + ":" + port));
    certificates.ifPresent(made -> bind(broker, made.folder()));
    GenericContainer<?> registry =
        embedded(List.of("--json", "--listen", "0.0.0.0", "--only", "registry"));
    registry.addExposedPort(REGISTRY);
    ContainerStack stack = new ContainerStack(broker, registry, port, certificates);
    broker.start();
    registry.start();
    return stack;
  }

  private static void secure(List<String> options) {
    for (String property :
        List.of(
            "listener.security.protocol.map="
                + "CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms=PLAIN",
            "listener.name.clients.plain.sasl.jaas.config=" + LOGIN + " user_smsieve=\"s-secret\";",
            "ssl.keystore.type=PKCS12",
            "ssl.keystore.location=" + SECRETS + "/" + Certificates.KEYS,
            "ssl.keystore.password=" + Certificates.PASSWORD)) {
      options.addAll(List.of("--broker-property", property));
    }
  }

  private static GenericContainer<?> embedded(List<String> options) {
    return Engine.container(Engine.EMBEDDED)
        .withCommand(options.toArray(String[]::new))
        .waitingFor(Wait.forLogMessage(".*\"event\":\"ready\".*\\n", 1).withStartupTimeout(LIMIT));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Shows a folder to a container that is not started yet. */
  public static void bind(GenericContainer<?> container, Path folder) {
    Bind bind = new Bind(folder.toAbsolutePath().toString(), new Volume(SECRETS), AccessMode.ro);
    container.withCreateContainerCmdModifier(create -> create.getHostConfig().withBinds(bind));
  }

  /** The broker's address, for containers and for this machine. */
  public String bootstrapServers() {
    return Engine.host() + ":" + port;
  }

  /** The registry's Confluent-compatible interface, for containers and for this machine. */
  public URI registryUrl() {
    return URI.create(
        "http://" + Engine.host() + ":" + registry.getMappedPort(REGISTRY) + "/apis/ccompat/v7");
  }

  /**
   * What a client's properties are beside the address.
   *
   * @param folder where the client finds the certificates
   */
  public Map<String, String> login(String folder) {
    Map<String, String> login = new HashMap<>();
    if (certificates.isPresent()) {
      login.put("security.protocol", "SASL_SSL");
      login.put("sasl.mechanism", "PLAIN");
      login.put("sasl.jaas.config", LOGIN + " username=\"smsieve\" password=\"s-secret\";");
      login.put("ssl.truststore.type", "PKCS12");
      login.put("ssl.truststore.location", folder + "/" + Certificates.TRUST);
      login.put("ssl.truststore.password", Certificates.PASSWORD);
    }
    return login;
  }

  /** Properties of a client on this machine. */
  public Map<String, Object> client() {
    String folder = certificates.map(made -> made.folder().toString()).orElse("");
    Map<String, Object> client = new HashMap<>(login(folder));
    client.put("bootstrap.servers", bootstrapServers());
    return client;
  }

  /**
   * A container of the application as people should run it: read-only, without capabilities, with
   * the tiny bundle; not started.
   *
   * @param settings by their names in a file of properties
   */
  public GenericContainer<?> smsieve(Map<String, String> settings) {
    GenericContainer<?> container = Engine.container(Engine.SMSIEVE);
    certificates.ifPresent(made -> bind(container, made.folder()));
    settings.forEach((key, value) -> container.withEnv(environment(key), value));
    login(SECRETS)
        .forEach(
            (key, value) ->
                container.withEnv(environment("smsieve.kafka.properties.\"" + key + "\""), value));
    container.addExposedPort(8080);
    container.withCreateContainerCmdModifier(
        create ->
            create
                .getHostConfig()
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "exec"))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges")));
    return container.waitingFor(
        Wait.forHttp("/q/health/ready").forPort(8080).withStartupTimeout(LIMIT));
  }

  private static String environment(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @Override
  public void close() {
    registry.stop();
    broker.stop();
    assertThat(broker.isRunning()).isFalse();
  }
}
