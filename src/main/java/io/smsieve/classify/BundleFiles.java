package io.smsieve.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files that a bundle lists: found inside its folder, with the stated size and SHA-256. */
final class BundleFiles {

  private static final String COPY_AGAIN = "take a fresh copy of the bundle";
  private static final String PLAIN_NAME =
      "the name of a file in the bundle's folder (letters, digits, '.', '_', '-')";

  private final Path folder;
  private final Path manifest;
  private final Map<String, ListedFile> checked = new LinkedHashMap<>();

  private BundleFiles(Path folder, Path manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /** Checks every listed file. */
  static BundleFiles check(Path folder, JsonFields files) {
    BundleFiles result = new BundleFiles(folder, files.file());
    for (String name : files.names()) {
      result.checked.put(name, result.checkOne(name, files));
    }
    return result;
  }

  /** The checked file that a field names. */
  Path named(JsonFields fields, String field) {
    String name = fields.text(field);
    ListedFile file = checked.get(name);
    if (file == null) {
      throw fields.refusal(field, "a file that 'files' lists with size and sha256", name);
    }
    return file.path();
  }

  /** All of them. */
  List<ListedFile> all() {
    return List.copyOf(checked.values());
  }

  /** The whole content of a checked file. */
  static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Refusal.of(file, "", "a file that can be read", e, "look at its permissions");
    }
  }

  private ListedFile checkOne(String name, JsonFields files) {
    if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw Refusal.of(manifest, "files", PLAIN_NAME, name);
    }
    JsonFields stated = files.object(name);
    long size = stated.integer("size", 0, Long.MAX_VALUE);
    String sha256 = stated.text("sha256").toLowerCase(Locale.ROOT);
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw stated.refusal("sha256", "64 hexadecimal digits", sha256);
    }
    try {
      return compared(name, size, sha256);
    } catch (IOException e) {
      throw Refusal.of(
          folder.resolve(name), "", "a file that can be read", e, "look at its permissions");
    }
  }

  private ListedFile compared(String name, long size, String sha256) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw Refusal.of(file, "", "a file, since bundle.json lists it", "none", COPY_AGAIN);
    }
    Path real = file.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw Refusal.of(
          file,
          "",
          "a file inside the bundle's folder",
          "a link to " + real,
          "put the file itself there");
    }
    if (Files.size(file) != size) {
      throw Refusal.of(file, "size", size + " bytes", Files.size(file) + " bytes", COPY_AGAIN);
    }
    String found = Sha256.hex(file);
    if (!found.equals(sha256)) {
      throw Refusal.of(file, "sha256", sha256, found, COPY_AGAIN);
    }
    return new ListedFile(file, size, sha256);
  }
}
