package io.smsieve.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smsieve.classify.ClassifierFailedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns failures into answers that quote nothing of a request. */
public final class ErrorMapping {

  private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

  private final AllowedMethods allowed;

  /** Knows which methods there are. */
  public ErrorMapping(AllowedMethods allowed) {
    this.allowed = allowed;
  }

  /**
   * The body of every error.
   *
   * @param error one line for people
   */
  public record Problem(String error) {}

  /** A request of ours to refuse. */
  @ServerExceptionMapper
  Response badRequest(BadRequestException refused) {
    return answer(400, refused.getMessage());
  }

  /** Jackson's own words quote what they could not read. */
  @ServerExceptionMapper(priority = 1)
  Response notJson(JsonProcessingException notJson) {
    return answer(400, "expected a JSON object with text or texts, found something else");
  }

  /** The model fails; it may pass. */
  @ServerExceptionMapper
  Response modelFails(ClassifierFailedException failed) {
    return answer(503, failed.getMessage());
  }

  /** What the framework refuses: wrong path, method, media type, body. */
  @ServerExceptionMapper
  Response refused(WebApplicationException refused) {
    int status = refused.getResponse().getStatus();
    return answer(status, "the request cannot be answered (HTTP " + status + ")");
  }

  /** The same for a method that the path does not take, with those that it does. */
  @ServerExceptionMapper
  Response notAllowed(NotAllowedException refused, UriInfo uri) {
    String methods = allowed.of(uri.getRequestUri().getPath()).orElse("");
    return Response.fromResponse(answer(405, "expected " + methods + ", found another method"))
        .header(HttpHeaders.ALLOW, methods)
        .build();
  }

  /** Anything else; its message may quote the request, so only its type is said. */
  @ServerExceptionMapper
  Response unexpected(RuntimeException unexpected) {
    LOG.errorf("request failed: %s", unexpected.getClass().getName());
    return answer(500, "unexpected failure");
  }

  private static Response answer(int status, String error) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(new Problem(error))
        .build();
  }
}
