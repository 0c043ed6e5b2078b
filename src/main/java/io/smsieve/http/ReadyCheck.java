package io.smsieve.http;

import io.smsieve.app.Roles;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.stream.RoleStatus;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the model is loaded, the schemas are registered, messages flow in each role. */
@Readiness
@Singleton
public final class ReadyCheck implements HealthCheck {

  private final Roles roles;
  private final Classifier classifier;

  /** A check of these roles. */
  public ReadyCheck(Roles roles, Classifier classifier) {
    this.roles = roles;
    this.classifier = classifier;
  }

  @Override
  public HealthCheckResponse call() {
    ModelIdentity model = classifier.model();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("filter")
            .withData("model", model.name() + " " + model.version())
            .withData("profile", model.profile())
            .withData("provider", model.provider().name());
    classifier.fallback().ifPresent(reason -> response.withData("provider.fallback", reason));
    boolean ready = true;
    for (RoleStatus status : roles.status()) {
      ready &= status.ready();
      response.withData(status.role(), status.state().name());
      if (!status.detail().isEmpty()) {
        response.withData(status.role() + ".detail", status.detail());
      }
    }
    return response.status(ready).build();
  }
}
