package io.smsieve.stream.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a registry may answer, said by a small server; HttpSchemaRegistryIT has the real thing. */
class HttpSchemaRegistryTest {

  private static final String NO_SCHEMA = "{\"error_code\":40403,\"message\":\"none\"}";
  private static final String STRING = "{\"schema\":\"\\\"string\\\"\"}";
  private static final String SECRET = "hunter2";

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<String> authorization = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile String body = STRING;
  private volatile boolean silent;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
          if (silent) {
            awaitEnd();
          }
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
  }

  private HttpSchemaRegistry registry() {
    return new HttpSchemaRegistry(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/"),
        RegistryCredentials.basic("user", SECRET),
        Duration.ofMillis(500),
        nanos::get);
  }

  @Test
  void shouldAskOnceForASchemaThatIsKnown() {
    HttpSchemaRegistry registry = registry();

    assertThat(registry.schemaById(1)).isEqualTo(Schema.create(Schema.Type.STRING));
    status = 503;
    assertThat(registry.schemaById(1)).isEqualTo(Schema.create(Schema.Type.STRING));
    assertThat(asked).hasValue(1);
    assertThat(authorization.get()).startsWith("Basic ");
  }

  @Test
  void shouldNotAskAgainForAWhileWhenAnIdIsUnknown() {
    HttpSchemaRegistry registry = registry();
    status = 404;
    body = NO_SCHEMA;

    assertUnknown(registry, 7);
    assertUnknown(registry, 7);
    assertThat(asked).hasValue(1);
    status = 200;
    body = STRING;
    nanos.addAndGet(HttpSchemaRegistry.UNKNOWN_FOR.toNanos());
    assertThat(registry.schemaById(7)).isEqualTo(Schema.create(Schema.Type.STRING));
  }

  @Test
  void shouldAskAgainForWhatHadNoAnswerUntilThereIsOne() {
    HttpSchemaRegistry registry = registry();
    registry.schemaById(1);
    registry.askAgain();
    assertThat(asked).as("no more than the first question").hasValue(1);
    status = 503;
    assertThatThrownBy(() -> registry.schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class);

    assertThatThrownBy(registry::askAgain).isInstanceOf(RegistryUnavailableException.class);
    status = 200;
    registry.askAgain();
    int answered = asked.get();
    registry.askAgain();
    assertThat(asked).hasValue(answered);
  }

  @Test
  void shouldTakeAnUnknownSchemaForAnAnswerWhenItAsksAgain() {
    HttpSchemaRegistry registry = registry();
    status = 503;
    assertThatThrownBy(() -> registry.schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class);
    status = 404;
    body = NO_SCHEMA;

    assertThatCode(registry::askAgain).doesNotThrowAnyException();
  }

  private static void assertUnknown(HttpSchemaRegistry registry, int id) {
    assertThatThrownBy(() -> registry.schemaById(id)).isInstanceOf(UnknownSchemaException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404|<html>not found</html>",
        "404|{\"error_code\":40401}",
        "401|{}",
        "403|{}",
        "429|{}",
        "500|{}",
        "302|{}",
        "200|<html>hello</html>",
        "200|{}",
        "200|[]",
      })
  void shouldNeverTakeASchemaForUnknownWhenTheAnswerIsNoAnswer(int status, String body) {
    this.status = status;
    this.body = body;

    assertThatThrownBy(() -> registry().schemaById(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("GET http://127.0.0.1:")
        .hasMessageMatching(".*(smsieve\\.registry|registry's log).*")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schema\":\"syntax = 'proto3';\",\"schemaType\":\"PROTOBUF\"}",
        "{\"schema\":\"{\"}",
        "{\"schema\":\"\\\"a.Reference\\\"\"}",
      })
  void shouldSayUnknownWhenTheSchemaIsNotOneOfAvro(String body) {
    this.body = body;

    assertUnknown(registry(), 7);
  }

  @Test
  void shouldSayUnavailableWhenNothingListensOrNothingComesBack() {
    HttpSchemaRegistry registry = registry();
    silent = true;
    assertThatThrownBy(() -> registry.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("nothing came back within 500 ms");
    ended.countDown();
    server.stop(0);
    assertThatThrownBy(() -> registry.schemaById(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("check that it runs");
  }

  @Test
  void shouldSayRefusedWhenASchemaIsIncompatible() {
    status = 409;
    assertThatThrownBy(() -> registry().register("a", Schema.create(Schema.Type.INT)))
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("compatib");
  }

  @Test
  void shouldNeverShowCredentials() {
    assertThat(RegistryCredentials.basic("user", SECRET).toString()).isEqualTo("hidden");
    assertThat(RegistryCredentials.none().toString()).isEqualTo("none");
    assertThatThrownBy(() -> RegistryCredentials.bearer(SECRET + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SECRET);
    URI withUser = URI.create("http://user:" + SECRET + "@127.0.0.1:1/");
    assertThatThrownBy(
            () -> new HttpSchemaRegistry(withUser, RegistryCredentials.none(), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SECRET);
  }
}
