package io.smsieve.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Asks a running instance. */
public final class InstanceClient {

  /** Where an instance is unless told otherwise. */
  public static final String DEFAULT_URL = "http://127.0.0.1:8080";

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final URI url;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  /** A client of the instance at an address. */
  public InstanceClient(URI url) {
    this.url = url;
  }

  /**
   * A client of the instance that {@code --url} names.
   *
   * @throws ParameterException if it is no such address
   */
  public static InstanceClient of(CommandSpec spec, URI url) {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new ParameterException(
          spec.commandLine(), "--url: expected an address like http://host:8080, found " + url);
    }
    return new InstanceClient(url);
  }

  /**
   * The answer to a path.
   *
   * @throws CommandFailedException if nobody answers
   */
  public HttpResponse<String> get(String path) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).timeout(LIMIT).build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.UNREACHABLE,
          "expected an instance at "
              + url
              + ", but nobody answers there ("
              + e.getClass().getSimpleName()
              + "): start one with `smsieve run` or `smsieve up`, or name its address with --url",
          e);
    }
  }

  /** What to say of an answer that is not Smsieve's. */
  public static CommandFailedException notOurs(String expected, HttpResponse<String> answer) {
    return new CommandFailedException(
        ExitCode.UNREACHABLE,
        "expected "
            + expected
            + " of an instance at "
            + answer.uri()
            + ", found something else (HTTP "
            + answer.statusCode()
            + "): is it Smsieve that listens there?");
  }
}
