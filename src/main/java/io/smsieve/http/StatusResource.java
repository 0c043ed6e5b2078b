package io.smsieve.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smsieve.app.Roles;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.RunPlan;
import io.smsieve.filter.FilterMetrics;
import io.smsieve.stream.RoleStatus;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /api/v1/status}. */
@Path("/api/v1/status")
public final class StatusResource {

  private final Roles roles;
  private final Classifier classifier;
  private final FilterMetrics metrics;

  /** The status of these. */
  public StatusResource(Roles roles, Classifier classifier, FilterMetrics metrics) {
    this.roles = roles;
    this.classifier = classifier;
    this.metrics = metrics;
  }

  /** What this instance does. */
  @GET
  @Operation(summary = "What this instance does and has done since its start")
  public Status status() {
    return new Status(
        roles.status().stream().map(Role::of).toList(),
        Model.of(classifier.model()),
        classifier.fallback().orElse(null),
        classifier.plan().orElse(null),
        new Messages(metrics.count(Label.SPAM), metrics.count(Label.HAM), metrics.deadLetters()),
        roles.lag());
  }

  /**
   * The answer.
   *
   * @param fallback why the model does not run on the provider that was wanted; null where it does
   * @param plan how much is done at once
   * @param messages counted since the start of the process; a message that had to be done again is
   *     counted again
   * @param lag records waiting in the partitions of this process
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Status(
      List<Role> roles, Model model, String fallback, RunPlan plan, Messages messages, long lag) {}

  /** A role. */
  public record Role(String name, String state, Instant since, String detail, long failures) {
    static Role of(RoleStatus status) {
      return new Role(
          status.role(), status.state().name(), status.since(), status.detail(), status.failures());
    }
  }

  /** The model. */
  public record Model(String name, String version, String profile, String hash, String provider) {
    static Model of(ModelIdentity model) {
      return new Model(
          model.name(), model.version(), model.profile(), model.hash(), model.provider().name());
    }
  }

  /** Messages by outcome. */
  public record Messages(long spam, long ham, long deadLetter) {}
}
