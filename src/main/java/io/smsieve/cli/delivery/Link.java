package io.smsieve.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The line between the application's host and that of broker and registry, as {@code
 * deploy/two-hosts} lays it; its orders are lines of text.
 *
 * @param socket where it takes orders
 */
record Link(Path socket) {

  private static final String DONE = "ok";

  /** Nothing gets through from now on. */
  void cut() {
    order("cut");
  }

  /** As it was at the beginning. */
  void mend() {
    order("mend");
  }

  /** Packets from and to a port take longer by as much. */
  void slow(int port, Duration more) {
    order("slow " + port + " " + more.toMillis());
  }

  private void order(String order) {
    String answer;
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((order + "\n").getBytes(UTF_8)));
      ByteBuffer buffer = ByteBuffer.allocate(1_000);
      channel.read(buffer);
      answer = new String(buffer.array(), 0, buffer.position(), UTF_8).strip();
    } catch (IOException failed) {
      throw new CommandFailedException(
          ExitCode.UNREACHABLE,
          "cannot reach the line at " + socket + ": start it with deploy/two-hosts",
          failed);
    }
    if (!answer.equals(DONE)) {
      throw new CommandFailedException(
          ExitCode.UNREACHABLE, "the line refused the order " + order + ": " + answer);
    }
  }
}
