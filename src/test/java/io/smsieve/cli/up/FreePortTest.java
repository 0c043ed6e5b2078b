package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.cli.CommandFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {

  @Test
  void shouldFindAFreePortForZero() {
    assertThat(FreePort.check(0, "--http-port")).isPositive();
  }

  @Test
  void shouldNameTheOptionWhenThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> FreePort.check(taken.getLocalPort(), "--http-port"))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("--http-port");
    }
  }
}
