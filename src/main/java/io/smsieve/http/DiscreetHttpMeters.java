package io.smsieve.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what a caller writes into path or method out of the metrics: for a request that is refused
 * before its resource is found they would hold the path as it came.
 */
@Singleton
public final class DiscreetHttpMeters implements MeterFilter {

  private static final String METER = "http.server.requests";
  private static final String OTHER = "OTHER";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Set<String> PATHS =
      Stream.of(AccuracyResource.class, ClassifyResource.class, StatusResource.class)
          .map(resource -> resource.getAnnotation(Path.class).value())
          .collect(Collectors.toUnmodifiableSet());
  // What Micrometer itself says in place of a path.
  private static final Set<String> SUMMARIES =
      Set.of("NOT_FOUND", "REDIRECTION", "root", "UNKNOWN");

  @Override
  public Meter.Id map(Meter.Id id) {
    if (!id.getName().startsWith(METER)) {
      return id;
    }
    String status = id.getTag("status");
    boolean answered = status != null && status.startsWith("2");
    List<Tag> tags = id.getTags().stream().map(tag -> discreet(tag, answered)).toList();
    return id.replaceTags(tags);
  }

  private static Tag discreet(Tag tag, boolean answered) {
    return switch (tag.getKey()) {
      case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", OTHER);
      case "uri" ->
          answered || PATHS.contains(tag.getValue()) || SUMMARIES.contains(tag.getValue())
              ? tag
              : Tag.of("uri", OTHER);
      default -> tag;
    };
  }
}
