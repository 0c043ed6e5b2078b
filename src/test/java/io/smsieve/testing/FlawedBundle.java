package io.smsieve.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/**
 * The tiny bundle with a word that its tokenizer knows and its embedding does not: the real graph
 * fails on every text that has the word, and on no other.
 */
public final class FlawedBundle {

  /** The word. */
  public static final String WORD = "qwzxfail";

  private static final Path TINY =
      Path.of(System.getProperty("basedir", "")).resolve(Path.of("model", "bundles", "tiny"));
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TOKENIZER = "tokenizer.json";

  private FlawedBundle() {}

  /** Makes it; returns {@code folder}. */
  public static Path in(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(TINY)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    byte[] tokenizer = withWord(folder.resolve(TOKENIZER));
    ObjectNode bundle = read(folder.resolve("bundle.json"));
    ObjectNode described = bundle.withObject("/tokenizer");
    described.put("vocabulary", described.get("vocabulary").asInt() + 1);
    bundle
        .withObject("/files")
        .withObject("/" + TOKENIZER)
        .put("sha256", sha256(tokenizer))
        .put("size", tokenizer.length);
    Files.write(folder.resolve("bundle.json"), MAPPER.writeValueAsBytes(bundle));
    return folder;
  }

  private static byte[] withWord(Path file) throws IOException {
    ObjectNode tokenizer = read(file);
    ObjectNode vocabulary = tokenizer.withObject("/model/vocab");
    vocabulary.put(WORD, vocabulary.size());
    // Not as bytes: Jackson would escape the halves of emoji in keys, which it cannot read again.
    byte[] content = MAPPER.writeValueAsString(tokenizer).getBytes(UTF_8);
    Files.write(file, content);
    return content;
  }

  private static ObjectNode read(Path file) throws IOException {
    return (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
