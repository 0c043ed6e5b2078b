package io.smsieve.stream.avro;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Questions to a registry over HTTP, and what went wrong in words for people. */
final class RegistryHttp {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final String base;
  private final RegistryCredentials credentials;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * What came back.
   *
   * @param question method and address
   * @param status HTTP status
   * @param body as text
   */
  record Answer(String question, int status, String body) {}

  RegistryHttp(URI base, RegistryCredentials credentials, Duration timeout) {
    if (base.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "expected a registry address without user and password, found one with; set"
              + " smsieve.registry.user and smsieve.registry.password instead");
    }
    if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "expected a registry address such as http://127.0.0.1:8081/apis/ccompat/v7, found "
              + base);
    }
    this.base = base.toString().replaceAll("/+$", "");
    this.credentials = credentials;
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  Answer get(String path) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  Answer post(String path, String body) {
    return send("POST", path, HttpRequest.BodyPublishers.ofString(body));
  }

  private Answer send(String method, String path, HttpRequest.BodyPublisher body) {
    String question = method + " " + base + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(timeout)
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .method(method, body);
    credentials.authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(question, response.statusCode(), response.body());
    } catch (IOException failed) {
      throw new RegistryUnavailableException(
          "the registry did not answer " + question + ": " + what(failed), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException(question + " was interrupted", interrupted);
    }
  }

  private String what(IOException failed) {
    String check = "; check that it runs and that its address (smsieve.registry.url) is right";
    if (failed instanceof HttpTimeoutException) {
      return "nothing came back within " + timeout.toMillis() + " ms" + check;
    }
    if (failed instanceof ConnectException) {
      return "no connection" + check;
    }
    String message = failed.getMessage() == null ? "" : " (" + failed.getMessage() + ")";
    return failed.getClass().getSimpleName() + message + check;
  }

  /** The exception for an answer that is of no use. */
  RegistryUnavailableException unusable(Answer answer, String found) {
    return new RegistryUnavailableException(
        answer.question() + " brought " + found + advice(answer.status()));
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 ->
          "; set smsieve.registry.user and smsieve.registry.password, or"
              + " smsieve.registry.bearer-token";
      case 429, 500, 502, 503, 504 -> "; it may pass by itself, else look into the registry's log";
      default ->
          "; check that smsieve.registry.url is the address of a Confluent-compatible interface"
              + " (Apicurio: …/apis/ccompat/v7)";
    };
  }
}
