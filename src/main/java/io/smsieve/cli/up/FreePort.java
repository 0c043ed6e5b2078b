package io.smsieve.cli.up;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out early, and in words, that somebody else listens on a port. */
final class FreePort {

  private FreePort() {}

  /**
   * The port itself when nobody listens on it, or any free one for 0.
   *
   * @param option what the user calls the port, for the message
   * @throws CommandFailedException when somebody does
   */
  static int check(int port, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException taken) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected port "
              + port
              + " to be free, but somebody else listens there: stop that process, or take another"
              + " port with "
              + option
              + " (0: any free one)",
          taken);
    }
  }
}
