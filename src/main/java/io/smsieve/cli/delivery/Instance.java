package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Home;
import io.smsieve.cli.up.Child;
import io.smsieve.cli.up.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code smsieve run} of this same artefact as a process of its own. */
final class Instance {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path ARTEFACT = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private final Child child;

  private Instance(Child child) {
    this.child = child;
  }

  /**
   * Starts it; returns at once.
   *
   * @param through program and arguments that become it; empty: it is started directly
   * @param log gets what it prints
   */
  static Instance start(List<String> through, Map<String, String> settings, Path log) {
    List<String> jvm = new ArrayList<>(List.of("-Xmx400m", Home.asJvmOption()));
    settings.forEach((key, value) -> jvm.add("-D" + key + "=" + value));
    List<String> command = new ArrayList<>(through);
    command.addAll(JavaCommand.of(Home.folder().resolve(ARTEFACT), jvm));
    command.addAll(List.of("run", "--exit-when-stdin-closes"));
    return new Instance(Child.logging("filter", command, log));
  }

  /** Its process. */
  long pid() {
    return child.pid();
  }

  /** SIGKILL; returns when it is dead. */
  void kill() throws InterruptedException {
    child.kill();
  }

  /**
   * Stops it in order.
   *
   * @throws CommandFailedException when it does not stop, or says that something went wrong
   */
  void stop() {
    boolean stopped = child.stop(PATIENCE);
    int code = child.exitCode().orElse(ExitCode.UNEXPECTED);
    if (!stopped || code != ExitCode.OK) {
      throw failed(stopped ? "stopped with code " + code : "did not stop in time");
    }
  }

  /**
   * Checks that it lives.
   *
   * @throws CommandFailedException when it has ended by itself
   */
  void check() {
    child
        .exitCode()
        .ifPresent(
            code -> {
              throw failed("died with code " + code);
            });
  }

  /** Whether it lives or not, it is gone afterwards. */
  void abandon() {
    child.stop(Duration.ofSeconds(5));
  }

  private CommandFailedException failed(String what) {
    return new CommandFailedException(
        ExitCode.GAVE_UP, "the filter " + what + "; its log: " + child.log().orElseThrow());
  }
}
