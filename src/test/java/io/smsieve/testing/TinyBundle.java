package io.smsieve.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Copies of the shipped bundles, and bundles that differ from the tiny one in one file. */
public final class TinyBundle {

  private static final Path BUNDLES =
      Path.of(System.getProperty("basedir", "")).resolve(Path.of("model", "bundles"));
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TinyBundle() {}

  /** Copies a shipped bundle; returns {@code folder}. */
  public static Path copy(String name, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(BUNDLES.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  /**
   * The tiny bundle with a graph of tests for a graph, that ONNX Runtime fails on in some runs (see
   * src/test/python/failing_graph.py): it says spam of texts with the word {@code free}.
   */
  public static Path failingForAWhile(Path folder) throws IOException {
    copy("tiny", folder);
    Path graph = Path.of(System.getProperty("basedir", ""), "src", "test", "resources");
    replace(folder, "cpu-int8.onnx", Files.readAllBytes(graph.resolve("fails-for-a-while.onnx")));
    return folder;
  }

  /** Replaces a file of a copy, and what its manifest says of it. */
  static void replace(Path folder, String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    ObjectNode bundle = read(folder.resolve("bundle.json"));
    bundle
        .withObject("/files")
        .withObject("/" + name)
        .put("sha256", sha256(content))
        .put("size", content.length);
    write(folder.resolve("bundle.json"), bundle);
  }

  static ObjectNode read(Path file) throws IOException {
    return (ObjectNode) MAPPER.readTree(Files.readString(file));
  }

  static void write(Path file, ObjectNode content) throws IOException {
    Files.write(file, MAPPER.writeValueAsBytes(content));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
