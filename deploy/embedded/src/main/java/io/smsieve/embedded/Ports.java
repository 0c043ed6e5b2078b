package io.smsieve.embedded;

import io.smsieve.embedded.event.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The ports of one run.
 *
 * @param kafka the broker's port for clients
 * @param internal the broker's port for itself, which no listener setting of a test touches
 * @param controller the port of the controller inside the broker
 * @param registry the registry's HTTP port
 */
record Ports(int kafka, int internal, int controller, int registry) {

  /**
   * Checks the ports that were asked for and finds free ones for the rest.
   *
   * @throws LaunchException when a port is taken
   */
  static Ports choose(Options options) {
    // All sockets stay open until the last is found, so that no port is found twice.
    List<ServerSocket> open = new ArrayList<>();
    try {
      int kafka =
          options.runs(Part.BROKER)
              ? bind(open, "broker", "--kafka-port", options.broker().port())
              : 0;
      int registry =
          options.runs(Part.REGISTRY)
              ? bind(open, "registry", "--registry-port", options.registry().port())
              : 0;
      return new Ports(kafka, bindAny(open), bindAny(open), registry);
    } catch (IOException noPort) {
      throw new LaunchException(
          ExitCode.PORT_TAKEN, "no free port on this machine: " + noPort.getMessage(), noPort);
    } finally {
      open.forEach(Ports::close);
    }
  }

  private static int bind(List<ServerSocket> open, String what, String option, int port)
      throws IOException {
    if (port == 0) {
      return bindAny(open);
    }
    try {
      return bindTo(open, port);
    } catch (IOException taken) {
      OptionalLong owner = PortOwner.find(port);
      throw new LaunchException(
          ExitCode.PORT_TAKEN,
          "port "
              + port
              + " for the "
              + what
              + " cannot be had"
              + (owner.isPresent() ? ", process " + owner.getAsLong() + " listens on it" : "")
              + " ("
              + taken.getMessage()
              + "); choose another with "
              + option
              + " PORT, or any free one with "
              + option
              + " 0",
          taken);
    }
  }

  private static int bindAny(List<ServerSocket> open) throws IOException {
    return bindTo(open, 0);
  }

  private static int bindTo(List<ServerSocket> open, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    open.add(socket);
    // Connections of an earlier run that are still winding down do not count as somebody else's.
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(Endpoints.HOST), port));
    return socket.getLocalPort();
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // Nothing was sent over it.
    }
  }

  /** Where clients find the parts that run. */
  Endpoints endpoints(Options options) {
    return new Endpoints(
        options.listening().reachable(),
        options.runs(Part.BROKER) ? OptionalInt.of(kafka) : OptionalInt.empty(),
        options.runs(Part.REGISTRY) ? OptionalInt.of(registry) : OptionalInt.empty());
  }
}
