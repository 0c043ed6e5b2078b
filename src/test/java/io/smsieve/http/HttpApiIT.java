package io.smsieve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP interface of a process says to odd requests; that needs no broker. */
class HttpApiIT {

  private static final String CLASSIFY = "/api/v1/classify";

  @TempDir static Path folder;
  private static RunProcess run;

  @BeforeAll
  static void start() throws IOException {
    run =
        RunProcess.start(
            folder.resolve("log"),
            Map.of(
                "smsieve.kafka.bootstrap-servers", "127.0.0.1:1",
                "smsieve.registry.url", "http://127.0.0.1:1"));
    await().atMost(Duration.ofMinutes(1)).until(() -> run.status("/q/health/live") == 200);
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/status, 'GET, HEAD, OPTIONS'",
    "PUT, /api/v1/classify, 'OPTIONS, POST'",
    "TRACE, /api/v1/accuracy, 'GET, HEAD, OPTIONS'",
    "TRACE, /q/health, 'GET, HEAD, OPTIONS'",
    "POST, /q/metrics, 'GET, HEAD, OPTIONS'"
  })
  void shouldNameTheMethodsOfAPathWhenItDoesNotTakeThis(String method, String path, String allow) {
    HttpResponse<String> answer = run.send(method, path);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allow);
    assertThat(answer.body()).contains("\"error\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\":\"a\",\"texts\":[\"b\"]}",
        "{\"texts\":[]}",
        "{\"text\":{}}",
        "",
        "{\"texts\":[\"a\",null]}"
      })
  void shouldRefuseWhatTheDescriptionDoesNotAllow(String body) {
    assertThat(run.post(CLASSIFY, body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"a\"}",
        "{\"texts\":[\"a\",\"b\"]}",
        "{\"text\":\"a\",\"texts\":null}",
        "{\"text\":null,\"texts\":[\"a\"]}",
        "{\"text\":\"a\",\"other\":1}"
      })
  void shouldAnswerWhatTheDescriptionAllows(String body) {
    assertThat(run.post(CLASSIFY, body).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldDescribeARequestAsEitherOneTextOrSeveral() throws IOException {
    JsonNode description = new ObjectMapper().readTree(run.get("/q/openapi?format=json").body());
    JsonNode schema =
        description
            .path("paths")
            .path(CLASSIFY)
            .path("post")
            .path("requestBody")
            .path("content")
            .path("application/json")
            .path("schema");

    assertThat(schema.path("oneOf")).hasSize(2);
    JsonNode schemas = description.path("components").path("schemas");
    assertThat(schemas.path("OneText").path("required").toString()).isEqualTo("[\"text\"]");
    assertThat(schemas.path("ManyTexts").path("required").toString()).isEqualTo("[\"texts\"]");
  }
}
