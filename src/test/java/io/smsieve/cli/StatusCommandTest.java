package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    answer("/q/health/live", 200, "{}");
    answer("/q/health/ready", 200, "{}");
    answer("/api/v1/status", 200, "{\"model\":{\"name\":\"tiny\"},\"roles\":[{\"lag\":3}]}");
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldPrintALineForEachValueWhenReady() {
    assertThat(status()).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly("live yes", "ready yes", "model.name tiny", "roles[0].lag 3");
  }

  @Test
  void shouldPrintOneObjectAsJson() {
    assertThat(status("--json")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"live\":true,\"ready\":true,\"status\":"
                + "{\"model\":{\"name\":\"tiny\"},\"roles\":[{\"lag\":3}]}}");
  }

  @Test
  void shouldExitWithFiveWhenNotReady() {
    server.removeContext("/q/health/ready");
    answer("/q/health/ready", 503, "{}");
    assertThat(status()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(out.toString()).containsPattern("ready +no");
  }

  @Test
  void shouldExitWithFourWhenNobodyAnswers() {
    server.stop(0);
    assertThat(status()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).contains("nobody answers").contains("--url");
  }

  @Test
  void shouldSayThatSomethingElseListensThere() {
    server.removeContext("/api/v1/status");
    answer("/api/v1/status", 200, "<html>");
    assertThat(status()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).contains("is it Smsieve that listens there?");
  }

  @Test
  void shouldRefuseAnAddressOfAnotherKind() {
    assertThat(Main.commandLine().setErr(new PrintWriter(err)).execute("status", "--url", "host:1"))
        .isEqualTo(ExitCode.USAGE);
  }

  private int status(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "status";
    args[1] = "--url";
    args[2] = "http://127.0.0.1:" + server.getAddress().getPort();
    System.arraycopy(options, 0, args, 3, options.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private void answer(String path, int status, String body) {
    server.createContext(path, exchange -> send(exchange, status, body));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
