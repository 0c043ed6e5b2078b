package io.smsieve.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code smsieve run} of the packaged artefact as a process of its own, with the tiny bundle. */
public final class RunProcess implements AutoCloseable {

  private static final Path BASE = Path.of(System.getProperty("basedir", ""));
  private static final Path JAR = BASE.resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final URI http;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunProcess(Process process, Path log, URI http) {
    this.process = process;
    this.log = log;
    this.http = http;
  }

  /**
   * Settings of a filter on topics of its own: {@code NAME.in}, {@code NAME.spam}, {@code
   * NAME.ham}, {@code NAME.dead}.
   *
   * @param name begins the topics' names, and is the application id
   * @return may be added to
   */
  public static Map<String, String> filterSettings(
      String name, String bootstrapServers, URI registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("smsieve.kafka.bootstrap-servers", bootstrapServers);
    settings.put("smsieve.registry.url", registry.toString());
    settings.put("smsieve.filter.application-id", name);
    settings.put("smsieve.topics.incoming", name + ".in");
    settings.put("smsieve.topics.spam", name + ".spam");
    settings.put("smsieve.topics.ham", name + ".ham");
    settings.put("smsieve.topics.dead-letter", name + ".dead");
    return settings;
  }

  /** Starts it; {@code log} gets all that it prints, after what is there already. */
  public static RunProcess start(Path log, Map<String, String> settings) throws IOException {
    return start(log, List.of(), settings);
  }

  /**
   * The same through another program.
   *
   * @param wrapper program and arguments before those of Java; must become Java, not start it
   */
  public static RunProcess start(Path log, List<String> wrapper, Map<String, String> settings)
      throws IOException {
    assertThat(JAR).as("the artefact, made by `mvn package`").exists();
    int port = freePort();
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx400m", "-XX:+UseSerialGC", QuickStart.OPTION));
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dsmsieve.model.bundle=" + BASE.resolve("model/bundles/tiny").toAbsolutePath());
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString(), "run"));
    command.add("--exit-when-stdin-closes");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new RunProcess(process, log, URI.create("http://127.0.0.1:" + port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it is ready. */
  public RunProcess awaitReady() {
    await().atMost(LIMIT).alias("ready; log: " + log).until(() -> status("/q/health/ready") == 200);
    return this;
  }

  /** HTTP status of a path; 0 while nobody answers. */
  public int status(String path) {
    try {
      return get(path).statusCode();
    } catch (UncheckedIOException notYet) {
      assertThat(process.isAlive()).as("the process is alive; log: %s", log).isTrue();
      return 0;
    }
  }

  /** The address of its interface. */
  public URI http() {
    return http;
  }

  /** The answer of a path. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(http.resolve(path)).build());
  }

  /** The answer to a method without a body. */
  public HttpResponse<String> send(String method, String path) {
    return send(
        HttpRequest.newBuilder(http.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** The answer to JSON, or to what claims to be. */
  public HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(http.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; the exit code. By the handle, as Process.destroy also closes standard input. */
  public int terminate() throws InterruptedException {
    process.toHandle().destroy();
    assertThat(process.waitFor(15, TimeUnit.SECONDS)).as("stopped within 15 s").isTrue();
    return process.exitValue();
  }

  /** Waits for its own end; the exit code. */
  public int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  /** All that it has printed. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      process.getOutputStream().close();
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("did not stop when standard input ended; log: " + log);
      }
    }
  }
}
