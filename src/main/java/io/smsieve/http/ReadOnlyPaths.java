package io.smsieve.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/** Under {@code /q/} (health, metrics, description) the framework takes any method for GET. */
@Singleton
final class ReadOnlyPaths {

  private static final String ROOT = "/q/";
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final int PRIORITY = 100;

  void register(@Observes Filters filters) {
    filters.register(ReadOnlyPaths::check, PRIORITY);
  }

  private static void check(RoutingContext request) {
    if (request.normalizedPath().startsWith(ROOT)
        && !READING.contains(request.request().method())) {
      request
          .response()
          .setStatusCode(405)
          .putHeader("Allow", "GET, HEAD, OPTIONS")
          .putHeader("Content-Type", "application/json")
          .end("{\"error\":\"expected GET, HEAD or OPTIONS, found another method\"}");
    } else {
      request.next();
    }
  }
}
