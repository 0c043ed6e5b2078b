package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void shouldFindDifferentPortsWhenAnyWillDo() {
    Ports ports = choose("--kafka-port", "0", "--registry-port", "0");

    assertThat(Stream.of(ports.kafka(), ports.internal(), ports.controller(), ports.registry()))
        .doesNotHaveDuplicates()
        .allMatch(port -> port > 0);
  }

  @Test
  void shouldNameOptionWhenRegistryPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThatExceptionOfType(LaunchException.class)
          .isThrownBy(() -> choose("--kafka-port", "0", "--registry-port", port))
          .withMessageContainingAll("port " + port, "registry", "--registry-port PORT")
          .matches(failure -> failure.exitCode() == ExitCode.PORT_TAKEN);
    }
  }

  @Test
  void shouldOfferNoEndpointWhenPartDoesNotRun() {
    Options options = OptionParser.parse(List.of("--only", "broker", "--kafka-port", "0"));

    assertThat(Ports.choose(options).endpoints(options).registryPort())
        .isEqualTo(OptionalInt.empty());
  }

  @Test
  void shouldNameTheAddressThatBothListenOn() {
    assertThat(hostOf("127.0.0.9")).isEqualTo("127.0.0.9");
    assertThat(hostOf("0.0.0.0")).isEqualTo("127.0.0.1");
  }

  private static String hostOf(String listen) {
    List<String> arguments = List.of("--listen", listen, "--advertise", "broker:9092");
    Options options = OptionParser.parse(arguments);
    return new Ports(9092, 8081, 1, 2).endpoints(options).host();
  }

  private static Ports choose(String... arguments) {
    return Ports.choose(OptionParser.parse(List.of(arguments)));
  }
}
