package io.smsieve.embedded;

import io.smsieve.embedded.event.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param data the folder that holds everything
 * @param parts which processes to run
 * @param broker the broker's options
 * @param registry the registry's options
 * @param listening where both can be reached
 * @param cpus how many processors each process may count with; empty: all of them
 * @param readyTimeout how long the start may take
 * @param restartDead whether a process that died is started again
 * @param stdin what the end of standard input means
 * @param format how events are printed
 */
record Options(
    Path data,
    Set<Part> parts,
    Broker broker,
    Registry registry,
    Listening listening,
    OptionalInt cpus,
    Duration readyTimeout,
    boolean restartDead,
    Stdin stdin,
    Format format) {

  /**
   * Where both can be reached.
   *
   * @param address the address that they listen on
   * @param advertised what the broker tells clients to connect to, {@code HOST:PORT}; empty: the
   *     address with its port
   */
  record Listening(String address, Optional<String> advertised) {

    /** Where this machine reaches them. */
    String reachable() {
      return address.equals("0.0.0.0") || address.equals("::") ? Endpoints.HOST : address;
    }
  }

  /** What the end of standard input means. */
  enum Stdin {
    /** It stops everything, unless standard input is a terminal. */
    STOPS,
    /** Nothing. */
    IGNORED
  }

  /** How events are printed. */
  enum Format {
    /** Sentences on a terminal, JSON elsewhere. */
    AUTOMATIC,
    HUMAN,
    JSON
  }

  /**
   * The broker's options.
   *
   * @param port the port for clients; 0: any free one
   * @param heap its heap, as the JVM takes it
   * @param topics topics to create where missing
   * @param properties broker properties, over those of the launcher
   */
  record Broker(int port, String heap, List<TopicSpec> topics, Map<String, String> properties) {
    Broker {
      topics = List.copyOf(topics);
      properties = Map.copyOf(properties);
    }
  }

  /**
   * The registry's options.
   *
   * @param port its HTTP port; 0: any free one
   * @param heap its heap, as the JVM takes it
   * @param properties registry properties, over those of the launcher
   */
  record Registry(int port, String heap, Map<String, String> properties) {
    Registry {
      properties = Map.copyOf(properties);
    }
  }

  Options {
    parts = Set.copyOf(parts);
  }

  boolean runs(Part part) {
    return parts.contains(part);
  }
}
