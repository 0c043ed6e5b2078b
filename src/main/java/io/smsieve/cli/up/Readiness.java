package io.smsieve.cli.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the filter whether it is ready. */
final class Readiness {

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
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
