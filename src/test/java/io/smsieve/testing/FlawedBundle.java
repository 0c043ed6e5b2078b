package io.smsieve.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The tiny bundle with a word that its tokenizer knows and its embedding does not: the real graph
 * fails on every text that has the word, and on no other.
 */
public final class FlawedBundle {

  /** The word. */
  public static final String WORD = "qwzxfail";

  private static final String TOKENIZER = "tokenizer.json";

  private FlawedBundle() {}

  /** Makes it; returns {@code folder}. */
  public static Path in(Path folder) throws IOException {
    TinyBundle.copy("tiny", folder);
    ObjectNode tokenizer = TinyBundle.read(folder.resolve(TOKENIZER));
    ObjectNode vocabulary = tokenizer.withObject("/model/vocab");
    vocabulary.put(WORD, vocabulary.size());
    TinyBundle.replace(folder, TOKENIZER, new ObjectMapper().writeValueAsBytes(tokenizer));
    ObjectNode bundle = TinyBundle.read(folder.resolve("bundle.json"));
    bundle.withObject("/tokenizer").put("vocabulary", vocabulary.size());
    TinyBundle.write(folder.resolve("bundle.json"), bundle);
    return folder;
  }
}
