package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Broker, registry and filter, each a process. Stopped in the opposite order of their start, the
 * filter first, so that nobody loses what it depends on.
 */
final class Stack implements AutoCloseable {

  // The launcher itself gives its two ten seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final Path home;
  private final Path jar;
  private final UpOptions options;
  private final Consumer<String> progress;
  private EmbeddedLauncher launcher;
  private FilterProcess filter;

  /**
   * Nothing runs yet.
   *
   * @param home the project's folder
   * @param jar the artefact that holds {@code run}
   * @param progress is told each step in a few words
   */
  Stack(Path home, Path jar, UpOptions options, Consumer<String> progress) {
    this.home = home;
    this.jar = jar;
    this.options = options;
    this.progress = progress;
  }

  /** Starts broker and registry and waits until they are ready. */
  Endpoints startEmbedded() {
    progress.accept("starting broker and registry");
    launcher = EmbeddedLauncher.start(home, options);
    return launcher.awaitReady();
  }

  /**
   * Starts the filter; returns at once.
   *
   * @param httpPort a free port
   */
  FilterProcess startFilter(Endpoints endpoints, int httpPort) {
    progress.accept("starting the filter");
    filter = FilterProcess.start(jar, options, endpoints, httpPort);
    return filter;
  }

  /** What died, and why as far as is known. */
  Optional<CommandFailedException> failure() {
    Optional<CommandFailedException> embedded =
        launcher == null ? Optional.empty() : launcher.failure();
    return embedded.or(() -> filter == null ? Optional.empty() : filter.failure());
  }

  /**
   * What is behind an exception of ours: a process that has died, where there is one.
   *
   * @param consequence what was noticed, perhaps a little before the death was
   */
  RuntimeException causeOf(RuntimeException consequence) throws InterruptedException {
    long limit = System.nanoTime() + NOTICE.toNanos();
    while (failure().isEmpty() && System.nanoTime() < limit) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Optional<CommandFailedException> died = failure();
    return died.isPresent() ? died.get() : consequence;
  }

  @Override
  public void close() {
    List<Child> children = new ArrayList<>();
    if (filter != null) {
      children.add(filter.child());
    }
    if (launcher != null) {
      children.add(launcher.child());
    }
    for (Child child : children) {
      progress.accept("stopping the " + child.name());
      if (!child.stop(PATIENCE)) {
        progress.accept("killed the " + child.name() + ", which did not stop in time");
      }
    }
  }
}
