package io.smsieve.stream.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Base64;
import java.util.Optional;

/** What the registry wants to see from its callers. Never shown by {@link #toString()}. */
public final class RegistryCredentials {

  private final Optional<String> authorization;

  private RegistryCredentials(Optional<String> authorization) {
    this.authorization = authorization;
  }

  /** None. */
  public static RegistryCredentials none() {
    return new RegistryCredentials(Optional.empty());
  }

  /** A user's name and password (HTTP Basic). */
  public static RegistryCredentials basic(String user, String password) {
    String pair = requireNonNull(user, "user") + ":" + requireNonNull(password, "password");
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    return new RegistryCredentials(Optional.of("Basic " + encoded));
  }

  /**
   * A bearer token.
   *
   * @throws IllegalArgumentException when it has characters that no HTTP header may have
   */
  public static RegistryCredentials bearer(String token) {
    // The HTTP client would complain as well, and quote the token.
    if (!requireNonNull(token, "token").matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          "expected a bearer token of visible ASCII characters, found others in it");
    }
    return new RegistryCredentials(Optional.of("Bearer " + token));
  }

  /** The value of the Authorization header. */
  Optional<String> authorization() {
    return authorization;
  }

  @Override
  public String toString() {
    return authorization.isPresent() ? "hidden" : "none";
  }
}
