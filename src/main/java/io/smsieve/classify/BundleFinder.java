package io.smsieve.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the bundle that is used when none is named. */
public final class BundleFinder {

  /** The bundle that is preferred where several lie side by side. */
  public static final String DEFAULT_NAME = "smsieve-minilm";

  /** Where bundles lie, relative to the project's folder. */
  public static final Path BUNDLES = Path.of("model", "bundles");

  private static final String MANIFEST = "bundle.json";

  private BundleFinder() {}

  /**
   * The bundle {@value #DEFAULT_NAME} of a folder of bundles, else the only one there.
   *
   * @param bundles a folder whose folders are bundles
   * @return the bundle's folder
   * @throws BundleException if there is none, or more than one and none of that name
   */
  public static Path find(Path bundles) {
    Path preferred = bundles.resolve(DEFAULT_NAME);
    if (Files.isRegularFile(preferred.resolve(MANIFEST))) {
      return preferred;
    }
    List<Path> found = all(bundles);
    if (found.size() == 1) {
      return found.get(0);
    }
    throw Refusal.of(
        bundles.toAbsolutePath().normalize(),
        "",
        "a bundle named " + DEFAULT_NAME + ", or exactly one bundle",
        found.isEmpty() ? "none" : found.size() + " others",
        "name the folder of a bundle");
  }

  private static List<Path> all(Path bundles) {
    if (!Files.isDirectory(bundles)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(bundles)) {
      return entries.filter(e -> Files.isRegularFile(e.resolve(MANIFEST))).sorted().toList();
    } catch (IOException e) {
      throw Refusal.of(bundles, "", "a folder that can be read", e, "look at its permissions");
    }
  }
}
