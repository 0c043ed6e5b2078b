package io.smsieve.cli.up;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Broker and registry, through the launcher in deploy/embedded; its README lists the events. */
public final class EmbeddedLauncher {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path JAR =
      Path.of("deploy", "embedded", "target", "embedded", "smsieve-embedded.jar");
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Child child;
  private final CompletableFuture<Endpoints> ready = new CompletableFuture<>();
  private volatile CommandFailedException failure;

  private EmbeddedLauncher(Child child) {
    this.child = child;
  }

  /**
   * Starts both; returns at once.
   *
   * @param home the project's folder
   */
  static EmbeddedLauncher start(Path home, UpOptions options) {
    return start(
        home,
        options.data(),
        options.kafkaPort(),
        options.registryPort(),
        UpTopics.specifications(options.partitions()));
  }

  /**
   * Starts both; returns at once.
   *
   * @param home the project's folder
   * @param data the folder in which they keep everything
   * @param kafkaPort 0: any free port, as for the registry's
   * @param topics created first, each as {@code NAME:PARTITIONS:KEY=VALUE,...}
   */
  public static EmbeddedLauncher start(
      Path home, Path data, int kafkaPort, int registryPort, List<String> topics) {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of("--kafka-port", Integer.toString(kafkaPort)));
    arguments.addAll(List.of("--registry-port", Integer.toString(registryPort)));
    for (String topic : topics) {
      arguments.addAll(List.of("--topic", topic));
    }
    return start(home, arguments);
  }

  /**
   * Starts both; returns at once.
   *
   * @param home the project's folder
   * @param arguments the launcher's options; see its README
   */
  public static EmbeddedLauncher start(Path home, List<String> arguments) {
    Path jar = home.resolve(JAR);
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected the broker's launcher at "
              + jar
              + ", found nothing: run `mvn package -DskipTests` in deploy/embedded, or start with"
              + " the script `smsieve`, which does that");
    }
    List<String> command = JavaCommand.of(jar, JVM_OPTIONS);
    command.add("--json");
    command.addAll(arguments);
    return of(Child.talking("launcher of broker and registry", command));
  }

  /** Listens to a launcher that was started. */
  public static EmbeddedLauncher of(Child child) {
    EmbeddedLauncher launcher = new EmbeddedLauncher(child);
    Thread listener = new Thread(launcher::listen, "launcher-events");
    listener.setDaemon(true);
    listener.start();
    return launcher;
  }

  /** Stops both; kills them when they take longer. */
  public void stop(Duration patience) {
    child.stop(patience);
  }

  /** Its process. */
  public Child child() {
    return child;
  }

  /**
   * Waits until both are ready; the launcher itself gives up after a minute.
   *
   * @throws CommandFailedException with the launcher's own words when they cannot be started
   */
  public Endpoints awaitReady() {
    try {
      return ready.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CommandFailedException failed ? failed : e;
    }
  }

  /** What went wrong after the start, if anything did. */
  Optional<CommandFailedException> failure() {
    return Optional.ofNullable(failure);
  }

  private void listen() {
    Optional<String> lastWords = Optional.empty();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!take(line)) {
          lastWords = Optional.of(line);
        }
      }
    } catch (IOException closed) {
      // The pipe is gone with the process.
    }
    fail(
        ExitCode.GAVE_UP,
        "the "
            + child.name()
            + " died"
            + lastWords.map(words -> ", having said: " + words).orElse(""));
  }

  /** Returns whether the line is an event: the virtual machine has words of its own. */
  private boolean take(String line) {
    JsonNode event;
    try {
      event = MAPPER.readTree(line);
    } catch (JsonProcessingException notAnEvent) {
      return false;
    }
    switch (event.path("event").asText()) {
      case "ready" -> ready.complete(endpoints(event));
      case "error" -> fail(exitCode(event.path("code").asText()), event.path("message").asText());
      case "died" -> fail(ExitCode.GAVE_UP, obituary(event));
      default -> {
        // The others tell of steps in between.
      }
    }
    return true;
  }

  private static Endpoints endpoints(JsonNode event) {
    return new Endpoints(
        event.path("bootstrapServers").asText(),
        URI.create(event.path("ccompatApiUrl").asText()),
        Path.of(event.path("data").asText()));
  }

  private static String obituary(JsonNode event) {
    return "the "
        + event.path("process").asText()
        + " died (exit code "
        + event.path("exitCode").asInt()
        + "); its log: "
        + event.path("log").asText();
  }

  private static int exitCode(String code) {
    return switch (code) {
      case "usage", "environment", "port-taken", "in-use" -> ExitCode.BAD_INPUT;
      case "internal" -> ExitCode.UNEXPECTED;
      default -> ExitCode.GAVE_UP;
    };
  }

  /** The first word counts: what follows is its consequence. */
  private void fail(int exitCode, String message) {
    if (failure == null) {
      failure = new CommandFailedException(exitCode, message);
      ready.completeExceptionally(failure);
    }
  }
}
