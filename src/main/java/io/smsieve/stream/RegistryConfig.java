package io.smsieve.stream;

import io.smallrye.config.WithDefault;
import io.smsieve.stream.avro.RegistryCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** {@code smsieve.registry.*}: the schema registry. */
public interface RegistryConfig {

  /** Address of the Confluent-compatible interface. */
  @WithDefault("http://127.0.0.1:8081/apis/ccompat/v7")
  URI url();

  /** Name for HTTP Basic; with a password. */
  Optional<String> user();

  /** Password for HTTP Basic. */
  Optional<String> password();

  /** Bearer token; instead of user and password. */
  Optional<String> bearerToken();

  /** How long one question may take. */
  @WithDefault("5s")
  @DurationMin(millis = 1)
  Duration timeout();

  /** What the registry is shown of the above. */
  default RegistryCredentials credentials() {
    if (bearerToken().isPresent()) {
      return RegistryCredentials.bearer(bearerToken().get());
    }
    return user()
        .map(name -> RegistryCredentials.basic(name, password().orElse("")))
        .orElseGet(RegistryCredentials::none);
  }
}
