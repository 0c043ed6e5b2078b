package io.smsieve.http;

import io.smsieve.app.Roles;
import io.smsieve.stream.RoleStatus;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Live: each role works, or waits for something that may pass. */
@Liveness
@Singleton
public final class LiveCheck implements HealthCheck {

  private final Roles roles;

  /** A check of these roles. */
  public LiveCheck(Roles roles) {
    this.roles = roles;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("roles");
    boolean live = true;
    for (RoleStatus status : roles.status()) {
      live &= status.live();
      response.withData(status.role(), status.state().name());
    }
    return response.status(live).build();
  }
}
