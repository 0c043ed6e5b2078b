package io.smsieve.classify.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.smsieve.classify.InputLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Rows as the tokenizers library makes them, which the models were trained with. */
final class ReferenceTokeniser implements AutoCloseable {

  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger LOGGER = Logger.getLogger("ai.djl");

  private final HuggingFaceTokenizer tokenizer;
  private final InputLimits limits;

  ReferenceTokeniser(Path file, InputLimits limits) {
    LOGGER.setLevel(Level.WARNING);
    // Otherwise it asks the network where it runs, and with CUDA present for a build of itself.
    System.setProperty("RUST_FLAVOR", "cpu");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    this.limits = limits;
    try {
      tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optAddSpecialTokens(false)
              .optPadding(false)
              .optTruncation(false)
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TokenisedText[] tokenise(List<String> texts) {
    TokenizersLibrary library = TokenizersLibrary.LIB;
    TokenisedText[] rows = new TokenisedText[texts.size()];
    long[] encodings =
        library.batchEncode(tokenizer.getHandle(), texts.toArray(String[]::new), false);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(library.getTokenIds(encodings[i]));
      library.deleteEncoding(encodings[i]);
    }
    return rows;
  }

  private TokenisedText row(long[] content) {
    int tokens = content.length + 2;
    boolean truncated = tokens > limits.maxTokens();
    int head = truncated ? limits.headTokens() : content.length;
    int tail = truncated ? limits.tailTokens() : 0;
    int[] ids = new int[head + tail + 2];
    ids[0] = limits.clsId();
    for (int i = 0; i < head; i++) {
      ids[1 + i] = (int) content[i];
    }
    for (int i = 0; i < tail; i++) {
      ids[1 + head + i] = (int) content[content.length - tail + i];
    }
    ids[ids.length - 1] = limits.sepId();
    return new TokenisedText(ids, tokens, truncated);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
