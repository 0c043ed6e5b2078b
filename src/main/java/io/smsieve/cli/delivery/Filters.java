package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The process that is proven, and now and then a second one. */
final class Filters implements AutoCloseable {

  private static final String FIRST = "1";
  private static final String SECOND = "2";

  private final Plan plan;
  private final Site site;
  private final Topics topics;
  private Instance first;
  private Instance second;
  private int starts;

  Filters(Plan plan, Site site, Topics topics) {
    this.plan = plan;
    this.site = site;
    this.topics = topics;
  }

  String applicationId() {
    return topics.run();
  }

  void start() {
    first = start(FIRST);
  }

  void startSecond() {
    second = start(SECOND);
  }

  void kill() throws InterruptedException {
    first.kill();
  }

  void stop() {
    first.stop();
    first = null;
  }

  void stopSecond() {
    second.stop();
    second = null;
  }

  /** Deletes what the first one keeps in files. */
  void wipeState() {
    Path state = state(FIRST);
    try {
      Folders.delete(state);
    } catch (IOException failed) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, "cannot delete the state folder " + state, failed);
    }
  }

  /** Throws when one has ended by itself. */
  void check() {
    if (first != null) {
      first.check();
    }
    if (second != null) {
      second.check();
    }
  }

  private Instance start(String name) {
    Path log = plan.work().resolve("filter-" + ++starts + ".log");
    return Instance.start(settings(name), log);
  }

  private Path state(String name) {
    return plan.work().resolve("state-" + name);
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
    settings.putAll(plan.settings());
    return settings;
  }

  @Override
  public void close() {
    for (Instance left : new Instance[] {first, second}) {
      if (left != null) {
        left.abandon();
      }
    }
  }
}
