package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's commands for one's own broker, run as they stand against a broker that wants TLS and
 * a password; only addresses, passwords and files are others.
 */
class ReadmeIT {

  private static final Path HOME =
      Path.of(System.getProperty("basedir", System.getProperty("user.dir"))).toAbsolutePath();
  private static final String OWN_BROKER = "With your own broker and registry\n";
  private static final String ONE_MESSAGE = "One message, no broker\n";

  /** Beginnings of the sections whose commands are all run here. */
  static final List<String> SECTIONS = List.of(OWN_BROKER, ONE_MESSAGE);

  private static final String PASSWORD = "s3cret-one";
  private static final String STORE_PASSWORD = "changeit";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static EmbeddedStack stack;
  private static int port;

  private final Map<String, Process> running = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    keytool("-genkeypair", "-keystore", "broker.jks", "-keyalg", "RSA", "-dname", "CN=broker");
    keytool("-exportcert", "-keystore", "broker.jks", "-file", "broker.cer");
    keytool("-importcert", "-keystore", "truststore.jks", "-file", "broker.cer", "-noprompt");
    List<String> options = new ArrayList<>();
    for (String property :
        List.of(
            "listener.security.protocol.map="
                + "CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms=PLAIN",
            "ssl.keystore.location=" + folder.resolve("broker.jks"),
            "ssl.keystore.password=" + STORE_PASSWORD,
            "listener.name.clients.plain.sasl.jaas.config="
                + "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " user_smsieve=\""
                + PASSWORD
                + "\";")) {
      options.addAll(List.of("--broker-property", property));
    }
    stack = EmbeddedStack.start(folder.resolve("data"), options.toArray(String[]::new));
    Files.createSymbolicLink(folder.resolve("smsieve"), HOME.resolve("smsieve"));
    Files.writeString(
        folder.resolve("messages.jsonl"), "{\"text\": \"You have won a prize\"}\n".repeat(3));
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    stack.close();
  }

  private static void keytool(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-storepass", STORE_PASSWORD, "-alias", "broker"));
    if (options[0].equals("-genkeypair")) {
      command.addAll(List.of("-ext", "san=ip:127.0.0.1"));
    }
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void shouldDoWhatTheReadmeSays() throws IOException, InterruptedException {
    List<String> exports = lines("export ").stream().map(ReadmeIT::ours).toList();
    List<String> commands = lines("./smsieve ");
    assertThat(exports).hasSizeGreaterThan(4);
    try {
      for (String command : commands) {
        if (command.equals("./smsieve run") || command.equals("./smsieve tail")) {
          begin(exports, command);
        } else {
          String status =
              command.equals("./smsieve status") ? " --url http://127.0.0.1:" + port : "";
          Process process = begin(exports, command + status);
          assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
          assertThat(process.exitValue()).as(output(command + status)).isZero();
        }
        if (command.equals("./smsieve run")) {
          await().atMost(LIMIT).until(() -> output(command).contains("role filter: RUNNING"));
        }
      }
      assertThat(output("./smsieve topics --create").lines()).hasSize(8);
      assertThat(output("./smsieve status --url http://127.0.0.1:" + port)).contains("RUNNING");
      // The command before it may have sent its messages before it looked.
      begin(exports, "./smsieve produce messages.jsonl");
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  output("./smsieve tail")
                          .lines()
                          .filter(l -> l.contains("spam") || l.contains("ham"))
                          .count()
                      >= 3);
      for (String command : List.copyOf(running.keySet())) {
        assertThat(output(command)).as(command).doesNotContain(PASSWORD);
      }
    } finally {
      running.values().forEach(Process::destroy);
      for (Process process : running.values()) {
        process.waitFor(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void shouldLabelTheReadmesMessage() throws IOException, InterruptedException {
    List<String> commands = lines(ONE_MESSAGE, "./smsieve ");
    assertThat(commands).hasSize(1);
    Process process = begin(List.of(), commands.get(0));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output(commands.get(0))).contains("\"label\":\"spam\"");
  }

  private static List<String> lines(String start) throws IOException {
    return lines(OWN_BROKER, start);
  }

  private static List<String> lines(String heading, String start) throws IOException {
    String page = Files.readString(HOME.resolve("README.md"));
    String section = page.substring(page.indexOf("## " + heading) + heading.length());
    return section
        .substring(0, section.indexOf("\n## "))
        .lines()
        .filter(line -> line.startsWith("    " + start))
        .map(String::strip)
        .toList();
  }

  /** The same line with our addresses, files and passwords. */
  private static String ours(String export) {
    String name = export.substring("export ".length(), export.indexOf('='));
    String value = export.substring(export.indexOf('=') + 1);
    return "export "
        + name
        + "="
        + switch (name) {
          case "SMSIEVE_KAFKA_BOOTSTRAP_SERVERS" -> stack.bootstrapServers();
          case "SMSIEVE_REGISTRY_URL" -> stack.registryUrl();
          case "SMSIEVE_KAFKA_PROPERTIES__SSL_TRUSTSTORE_LOCATION_" ->
              folder.resolve("truststore.jks").toString();
          case "SMSIEVE_KAFKA_PROPERTIES__SSL_TRUSTSTORE_PASSWORD_" -> STORE_PASSWORD;
          default -> value.replace("password=\"secret\"", "password=\"" + PASSWORD + "\"");
        };
  }

  private Process begin(List<String> exports, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", String.join("\n", exports) + "\nexec " + command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(file(command).toFile());
    builder.environment().put("SMSIEVE_NO_BUILD", "1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    // What is a setting for `run` only, so that `classify` takes the default.
    builder
        .environment()
        .put("SMSIEVE_MODEL_BUNDLE", HOME.resolve("model/bundles/tiny").toString());
    Process process = builder.start();
    running.put(command, process);
    return process;
  }

  private static Path file(String command) {
    return folder.resolve(command.replaceAll("[^a-z0-9]+", "-") + ".out");
  }

  private static String output(String command) throws IOException {
    return Files.readString(file(command));
  }
}
