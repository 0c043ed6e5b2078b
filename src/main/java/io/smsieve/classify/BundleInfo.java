package io.smsieve.classify;

/**
 * What a bundle says about itself.
 *
 * @param name what verdicts name
 * @param version SemVer
 * @param description one paragraph for people
 * @param license SPDX identifier
 * @param hash SHA-256 of {@code bundle.json}, 64 hexadecimal digits
 * @param manifest the text of {@code bundle.json}
 */
public record BundleInfo(
    String name,
    String version,
    String description,
    String license,
    String hash,
    String manifest) {}
