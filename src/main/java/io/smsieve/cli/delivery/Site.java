package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Home;
import io.smsieve.cli.up.EmbeddedLauncher;
import io.smsieve.cli.up.Endpoints;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A broker and a registry: our own processes, or somebody's. */
final class Site implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String bootstrapServers;
  private final URI registry;
  private final Optional<EmbeddedLauncher> launcher;

  private Site(String bootstrapServers, URI registry, Optional<EmbeddedLauncher> launcher) {
    this.bootstrapServers = bootstrapServers;
    this.registry = registry;
    this.launcher = launcher;
  }

  /** Somebody's, which are left alone. */
  static Site of(String bootstrapServers, URI registry) {
    return new Site(bootstrapServers, registry, Optional.empty());
  }

  /**
   * Starts our own and waits until they are ready.
   *
   * @param listen the address on which both listen; else 127.0.0.1
   * @param brokerProperties over the launcher's own, {@code KEY=VALUE}
   */
  static Site embedded(Path data, Optional<String> listen, List<String> brokerProperties) {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString(), "--restart-dead"));
    arguments.addAll(List.of("--kafka-port", "0", "--registry-port", "0"));
    listen.ifPresent(address -> arguments.addAll(List.of("--listen", address)));
    brokerProperties.forEach(p -> arguments.addAll(List.of("--broker-property", p)));
    EmbeddedLauncher launcher = EmbeddedLauncher.start(Home.folder(), arguments);
    Endpoints endpoints = launcher.awaitReady();
    return new Site(endpoints.bootstrapServers(), endpoints.registry(), Optional.of(launcher));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  URI registry() {
    return registry;
  }

  /**
   * SIGKILL; the launcher starts it again.
   *
   * @param part {@code Broker} or {@code Registry}
   */
  void kill(String part) throws InterruptedException {
    ProcessHandle process = process(part);
    process.destroyForcibly();
    process.onExit().join();
  }

  private ProcessHandle process(String part) {
    long pid = launcher.orElseThrow().child().pid();
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::children)
        .filter(child -> child.info().commandLine().orElse("").contains(part + "Main"))
        .findAny()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    ExitCode.UNEXPECTED, "found no process of the " + part + " to kill"));
  }

  @Override
  public void close() {
    launcher.ifPresent(own -> own.child().stop(PATIENCE));
  }
}
