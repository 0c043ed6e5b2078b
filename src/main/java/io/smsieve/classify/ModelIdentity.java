package io.smsieve.classify;

import java.util.Objects;

/**
 * What a score comes from; figures are kept per identity.
 *
 * @param name the bundle's name
 * @param version the bundle's version
 * @param hash the bundle's hash: SHA-256 of its {@code bundle.json}, 64 hexadecimal digits
 * @param profile the bundle's profile in use, for example {@code cpu-int8}
 * @param provider what computes
 */
public record ModelIdentity(
    String name, String version, String hash, String profile, Provider provider) {

  /**
   * Checks that nothing is missing.
   *
   * @throws NullPointerException if a component is null
   */
  public ModelIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(provider, "provider");
  }
}
