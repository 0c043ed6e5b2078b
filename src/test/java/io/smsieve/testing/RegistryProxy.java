package io.smsieve.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

/** Stands before a registry and can be away while the registry goes on. */
public final class RegistryProxy implements AutoCloseable {

  private final HttpServer server;
  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean away;
  private volatile String wanted = "";

  private RegistryProxy(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
  }

  /** A proxy of a registry's Confluent-compatible interface. */
  public static RegistryProxy of(URI registry) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RegistryProxy proxy = new RegistryProxy(server, registry);
    server.createContext("/", proxy::handle);
    server.start();
    return proxy;
  }

  /**
   * A proxy that can be reached from containers too, and answers 401 to whoever does not give a
   * name and a password.
   */
  public static RegistryProxy asking(URI registry, String user, String password)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(0), 0);
    RegistryProxy proxy = new RegistryProxy(server, registry);
    String pair = user + ":" + password;
    proxy.wanted = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    server.createContext("/", proxy::handle);
    server.start();
    return proxy;
  }

  /** Where it is, as another host calls this machine. */
  public URI url(String host) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + target.getRawPath());
  }

  /** Where it is. */
  public URI url() {
    return url("127.0.0.1");
  }

  /** From now on every answer is 503, or the registry's. */
  public void setAway(boolean away) {
    this.away = away;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (away) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      if (!wanted.isEmpty() && !wanted.equals(shown)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      HttpRequest request =
          HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
              .header("Content-Type", "application/vnd.schemaregistry.v1+json")
              .build();
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
