package io.smsieve.cli.up;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {

  private HttpServer server;
  private volatile String filter;
  private volatile String evaluation;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          try (exchange) {
            String body =
                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"filter\",\"status\":\"DOWN\",\"data\":"
                    + "{\"model\":\"tiny\",\"filter\":\""
                    + filter
                    + "\",\"evaluation\":\""
                    + evaluation
                    + "\"}}]}";
            exchange.sendResponseHeaders(503, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
          }
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"RUNNING, STARTING, true", "STARTING, RUNNING, false", "PROBING, PROBING, false"})
  void shouldAwaitTheFilterOnly(String filterState, String evaluationState, boolean ready)
      throws InterruptedException {
    filter = filterState;
    evaluation = evaluationState;
    URI http = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    assertThat(new Readiness(http).isReady()).isEqualTo(ready);
  }
}
