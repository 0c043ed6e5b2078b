package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A run of the built launcher as a process of its own, as the application starts it. */
final class Run implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Process process;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private Run(Process process) {
    this.process = process;
    Thread reader = new Thread(this::readEvents, "read-events");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts the launcher with free ports, unless the options say otherwise. */
  static Run start(Path data, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Path.of(System.getProperty("embedded.home"), "smsieve-embedded.jar").toString());
    command.addAll(List.of("--data", data.toString()));
    // A later option wins over these.
    command.addAll(List.of("--kafka-port", "0", "--registry-port", "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Run(builder.start());
  }

  private void readEvents() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().map(Run::parse).forEach(events::add);
    } catch (IOException | UncheckedIOException ended) {
      // The assertions on the events tell what is missing.
    }
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("not a JSON line: " + line, notJson);
    }
  }

  /** Waits for the first event of a name; fails when the run ends without it. */
  JsonNode event(String name) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(name).isPresent() || find("stopped").isPresent());
    return find(name).orElseThrow(() -> new AssertionError("no '" + name + "' in " + events));
  }

  private Optional<JsonNode> find(String name) {
    return events.stream().filter(e -> e.get("event").asText().equals(name)).findFirst();
  }

  List<JsonNode> events(String name) {
    return events.stream().filter(e -> e.get("event").asText().equals(name)).toList();
  }

  JsonNode ready() {
    return event("ready");
  }

  String bootstrapServers() {
    return ready().get("bootstrapServers").asText();
  }

  String registryUrl() {
    return ready().get("registryUrl").asText();
  }

  long pid() {
    return process.pid();
  }

  /** The process of a part, as the ready event names it. */
  ProcessHandle child(Part part) {
    long pid = ready().get("pids").get(part.label()).asLong();
    return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(part + " has ended"));
  }

  /** Ends standard input and returns the exit code. */
  int stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await().until(() -> !process.isAlive());
    return process.exitValue();
  }

  /** Sends SIGTERM. By the handle, as Process.destroy also closes the stream of events. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Sends SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      stop();
    }
  }
}
