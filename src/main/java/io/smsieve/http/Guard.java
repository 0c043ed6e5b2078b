package io.smsieve.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.app.SmsieveConfig;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Whatever is not known to change nothing needs the configured token; without one it is refused. So
 * a method that is added later is guarded unless somebody thinks of it.
 */
public final class Guard {

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> token;

  /** A guard with the configured token. */
  public Guard(SmsieveConfig config) {
    this.token = config.api().token().map(text -> text.getBytes(UTF_8));
  }

  /** Returns an answer instead of what was asked for, or null to go on. */
  @ServerRequestFilter
  public Response check(ContainerRequestContext request, ResourceInfo resource) {
    boolean harmless =
        HARMLESS.contains(request.getMethod())
            || resource.getResourceMethod().isAnnotationPresent(ChangesNothing.class);
    return refusal(harmless, request.getHeaderString(HttpHeaders.AUTHORIZATION))
        .map(Guard::answer)
        .orElse(null);
  }

  /**
   * Why a request is refused.
   *
   * @param harmless whether it changes nothing
   * @param authorization the header of that name; null where there is none
   * @return empty when it is not
   */
  Optional<Refusal> refusal(boolean harmless, String authorization) {
    if (harmless) {
      return Optional.empty();
    }
    if (token.isEmpty()) {
      return Optional.of(new Refusal(403, "refused, as no smsieve.api.token is set"));
    }
    boolean known =
        authorization != null
            && authorization.startsWith(SCHEME)
            // Takes as long for a wrong first letter as for a wrong last one.
            && MessageDigest.isEqual(
                token.get(), authorization.substring(SCHEME.length()).getBytes(UTF_8));
    return known
        ? Optional.empty()
        : Optional.of(
            new Refusal(401, "expected the header Authorization: Bearer with smsieve.api.token"));
  }

  /**
   * An answer that refuses.
   *
   * @param status of HTTP
   * @param error for people
   */
  record Refusal(int status, String error) {}

  private static Response answer(Refusal refusal) {
    return Response.status(refusal.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new ErrorMapping.Problem(refusal.error()))
        .build();
  }
}
