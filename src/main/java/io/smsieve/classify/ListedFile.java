package io.smsieve.classify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file that a bundle lists.
 *
 * @param path where it lies
 * @param size its bytes, as listed
 * @param sha256 of its content, as listed, 64 hexadecimal digits
 */
public record ListedFile(Path path, long size, String sha256) {

  /**
   * Copies it, and checks what was copied.
   *
   * @param target the copy, which must not exist yet
   * @throws BundleException if it no longer has the listed content
   * @throws IOException if it cannot be read, or the copy not be written
   */
  public void copyTo(Path target) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
      Files.copy(path, out);
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(sha256)) {
      throw Refusal.of(path, "sha256", sha256, found, "take a fresh copy of the bundle");
    }
  }
}
