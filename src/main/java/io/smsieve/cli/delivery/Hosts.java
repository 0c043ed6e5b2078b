package io.smsieve.cli.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where the application runs: beside broker and registry, or on a host of its own.
 *
 * @param through program and arguments that start a process over there; empty: here
 * @param link the line to there, if there is one
 * @param cut how long a cut lasts
 * @param slowness by how much packets of the registry take longer while it is slow, each way
 */
record Hosts(List<String> through, Optional<Link> link, Duration cut, Duration slowness) {

  /** The program's words are kept as they are now. */
  Hosts {
    through = List.copyOf(through);
  }

  /** Cuts the line; returns when it is whole again. */
  void cutForAWhile() throws InterruptedException {
    link.orElseThrow().cut();
    TimeUnit.MILLISECONDS.sleep(cut.toMillis());
    mend();
  }

  /** What listens on a port over there answers slowly until {@link #mend}. */
  void slowDown(int port) {
    link.orElseThrow().slow(port, slowness);
  }

  /** The line, if there is one, is as it was at the beginning. */
  void mend() {
    link.ifPresent(Link::mend);
  }
}
