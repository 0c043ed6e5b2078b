package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The processes that are proven, by name; each has a state folder of its own. */
final class Filters implements AutoCloseable {

  static final String FIRST = "1";
  static final String SECOND = "2";

  private static final String OURS = "(state|filter)-.*|tmp";

  private final Plan plan;
  private final Site site;
  private final Topics topics;
  private final Map<String, Instance> running = new HashMap<>();
  private int starts;

  Filters(Plan plan, Site site, Topics topics) {
    this.plan = plan;
    this.site = site;
    this.topics = topics;
  }

  String applicationId() {
    return topics.run();
  }

  /** Starts one; returns at once. */
  void start(String name) {
    Path log = plan.work().resolve("filter-" + ++starts + ".log");
    running.put(name, Instance.start(plan.hosts().through(), settings(name), log));
  }

  /** SIGKILL. */
  void kill(String name) throws InterruptedException {
    running.get(name).kill();
  }

  /** Stops one in order. */
  void stop(String name) {
    running.remove(name).stop();
  }

  /** Its process. */
  long pid(String name) {
    return running.get(name).pid();
  }

  /** Deletes what one keeps in files. */
  void wipeState(String name) {
    Path state = state(name);
    try {
      Folders.delete(state);
    } catch (IOException failed) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, "cannot delete the state folder " + state, failed);
    }
  }

  /** Throws when one has ended by itself. */
  void check() {
    running.values().forEach(Instance::check);
  }

  /** Folders in which they keep files, and their logs. */
  List<Path> files() {
    try (Stream<Path> all = Files.list(plan.work())) {
      return all.filter(path -> path.getFileName().toString().matches(OURS)).toList();
    } catch (IOException failed) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, "cannot list the folder " + plan.work(), failed);
    }
  }

  private Path state(String name) {
    return plan.work().resolve("state-" + name);
  }

  /** One for all, as processes of one machine have it. */
  private Path temporary() {
    try {
      return Files.createDirectories(plan.work().resolve("tmp"));
    } catch (IOException failed) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, "cannot make a folder in " + plan.work(), failed);
    }
  }

  private Map<String, String> settings(String name) {
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", "0");
    settings.put("smsieve.kafka.bootstrap-servers", site.bootstrapServers());
    settings.put("smsieve.registry.url", site.registry().toString());
    settings.put("smsieve.kafka.properties.\"state.dir\"", state(name).toString());
    settings.put("smsieve.filter.application-id", applicationId());
    settings.put("smsieve.filter.threads", Integer.toString(plan.threads()));
    // Thousands of messages a second instead of tens of thousands: with all at once the tiny model
    // would be done with the input before a fault comes.
    settings.put("smsieve.filter.slice.rows", "16");
    settings.put("smsieve.topics.incoming", topics.incoming());
    settings.put("smsieve.topics.spam", topics.spam());
    settings.put("smsieve.topics.ham", topics.ham());
    settings.put("smsieve.topics.dead-letter", topics.deadLetter());
    settings.put("smsieve.roles", "filter,evaluation");
    settings.put("smsieve.evaluation.application-id", topics.evaluationId());
    settings.put("smsieve.topics.evaluation", topics.evaluation());
    settings.put("smsieve.topics.accuracy", topics.accuracy());
    settings.put("java.io.tmpdir", temporary().toString());
    settings.putAll(plan.settings());
    return settings;
  }

  @Override
  public void close() {
    running.values().forEach(Instance::abandon);
  }
}
