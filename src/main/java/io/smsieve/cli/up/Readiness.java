package io.smsieve.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.stream.RoleState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks an instance whether its filter labels messages; the evaluation beside it may begin a little
 * later.
 */
final class Readiness {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final HttpRequest request;

  /**
   * A question to an instance.
   *
   * @param http the address of its interface
   */
  Readiness(URI http) {
    this.request = HttpRequest.newBuilder(http.resolve("/q/health/ready")).timeout(LIMIT).build();
  }

  /** Whether it says so now; false as long as nobody answers. */
  boolean isReady() throws InterruptedException {
    try {
      JsonNode health =
          MAPPER.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
      for (JsonNode check : health.path("checks")) {
        if (check.path("data").path("filter").asText().equals(RoleState.RUNNING.name())) {
          return true;
        }
      }
      return false;
    } catch (IOException notYet) {
      return false;
    }
  }
}
