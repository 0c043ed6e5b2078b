package io.smsieve.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.cli.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {

  @TempDir private Path folder;

  @Test
  void shouldGiveItsOrdersAsLines() throws IOException {
    assertThat(orderTakenBy("ok", () -> link().cut())).isEqualTo("cut\n");
    assertThat(orderTakenBy("ok", () -> link().slow(8081, Duration.ofMillis(500))))
        .isEqualTo("slow 8081 500\n");
  }

  @Test
  void shouldSayWhatWasRefused() {
    assertThatThrownBy(() -> orderTakenBy("no", () -> link().mend()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("refused the order mend: no");
  }

  @Test
  void shouldSayThatNobodyListens() {
    assertThatThrownBy(() -> link().cut())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("start it with deploy/two-hosts");
  }

  private Link link() {
    return new Link(folder.resolve("line"));
  }

  private String orderTakenBy(String answer, Runnable order) throws IOException {
    Path socket = folder.resolve("line");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      CompletableFuture<String> taken =
          CompletableFuture.supplyAsync(() -> takeOne(server, answer));
      order.run();
      return taken.join();
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  private static String takeOne(ServerSocketChannel server, String answer) {
    try (SocketChannel caller = server.accept()) {
      ByteBuffer order = ByteBuffer.allocate(100);
      caller.read(order);
      caller.write(ByteBuffer.wrap((answer + "\n").getBytes(UTF_8)));
      return new String(order.array(), 0, order.position(), UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
