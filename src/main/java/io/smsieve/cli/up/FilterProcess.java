package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Filter and evaluation: {@code smsieve run} of this same artefact as a process of its own. */
final class FilterProcess {

  private static final String NAME = "filter";
  private static final String OWN_LINE = "smsieve: ";
  private static final List<String> JVM_OPTIONS = List.of("-Xmx512m");

  private final Child child;
  private final URI http;

  private FilterProcess(Child child, URI http) {
    this.child = child;
    this.http = http;
  }

  /**
   * Starts it; returns at once.
   *
   * @param jar the artefact
   * @param httpPort a free port
   */
  static FilterProcess start(Path jar, UpOptions options, Endpoints endpoints, int httpPort) {
    List<String> jvm = new ArrayList<>(JVM_OPTIONS);
    jvm.add(Home.asJvmOption());
    settings(options, endpoints, httpPort).forEach(setting -> jvm.add("-D" + setting));
    List<String> command = JavaCommand.of(jar, jvm);
    command.addAll(List.of("run", "--exit-when-stdin-closes"));
    Path log = endpoints.data().resolve("logs").resolve("filter.log");
    keepEarlier(log);
    return new FilterProcess(
        Child.logging(NAME, command, log), URI.create("http://127.0.0.1:" + httpPort));
  }

  /** What makes a filter for any broker one for ours; see docs/configuration.md. */
  private static List<String> settings(UpOptions options, Endpoints endpoints, int httpPort) {
    List<String> settings = new ArrayList<>();
    settings.add("quarkus.http.host=127.0.0.1");
    settings.add("quarkus.http.port=" + httpPort);
    settings.add("smsieve.kafka.bootstrap-servers=" + endpoints.bootstrapServers());
    settings.add("smsieve.registry.url=" + endpoints.registry());
    settings.add(
        "smsieve.kafka.properties.\"state.dir\"="
            + endpoints.data().resolve("state").resolve(NAME));
    settings.add("smsieve.topics.incoming=" + UpTopics.INCOMING);
    settings.add("smsieve.topics.spam=" + UpTopics.SPAM);
    settings.add("smsieve.topics.ham=" + UpTopics.HAM);
    settings.add("smsieve.topics.dead-letter=" + UpTopics.DEAD_LETTER);
    settings.add("smsieve.roles=filter,evaluation");
    settings.add("smsieve.topics.evaluation=" + UpTopics.EVALUATION);
    settings.add("smsieve.topics.accuracy=" + UpTopics.ACCURACY);
    settings.add("smsieve.topics.traffic=" + UpTopics.TRAFFIC);
    settings.add("smsieve.filter.traffic.enabled=true");
    options.bundle().ifPresent(bundle -> settings.add("smsieve.model.bundle=" + bundle));
    return settings;
  }

  private static void keepEarlier(Path log) {
    try {
      Files.createDirectories(log.getParent());
      if (Files.exists(log)) {
        Path earlier = log.resolveSibling(log.getFileName() + ".1");
        Files.move(log, earlier, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, "cannot write to " + log.getParent() + ": " + e.getMessage(), e);
    }
  }

  Child child() {
    return child;
  }

  /** Where its page, health and metrics are. */
  URI http() {
    return http;
  }

  /** Why it ended, if it has. */
  Optional<CommandFailedException> failure() {
    OptionalInt ended = child.exitCode();
    if (ended.isEmpty()) {
      return Optional.empty();
    }
    int code = ended.getAsInt();
    Path log = child.log().orElseThrow();
    return Optional.of(
        new CommandFailedException(
            // A wrong bundle or setting stays what it is; anything else is a process that died.
            code == ExitCode.BAD_INPUT ? code : ExitCode.GAVE_UP,
            "the filter died (exit code " + code + "), " + lastWords(log) + "; its log: " + log));
  }

  /** What it said of its end: its own line where there is one, else the last. */
  private static String lastWords(Path log) {
    List<String> lines;
    try (Stream<String> all = Files.lines(log, StandardCharsets.UTF_8)) {
      lines = all.filter(line -> !line.isBlank()).toList();
    } catch (IOException | UncheckedIOException e) {
      return "leaving a log that cannot be read";
    }
    return lines.stream()
        .filter(line -> line.startsWith(OWN_LINE))
        .map(line -> line.substring(OWN_LINE.length()))
        .reduce((earlier, later) -> later)
        .or(() -> lines.stream().reduce((earlier, later) -> later))
        .map(line -> "having said: " + line)
        .orElse("having said nothing");
  }
}
