package io.smsieve.classify.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.smsieve.classify.BundleException;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.InputLimits;
import io.smsieve.classify.TokenizerSpec;
import java.io.IOException;
import java.util.List;

/** Turns normalised texts into rows of ids. Safe for several threads. */
final class Tokeniser implements AutoCloseable {

  /** Bounds the native memory of one call. */
  private static final int TEXTS_PER_CALL = 512;

  private static final String PROBE = "ok";
  private static final String SPELLED = "[CLS] [SEP] [PAD] [UNK] [MASK] <s> </s> <pad>";

  private final HuggingFaceTokenizer tokenizer;
  private final InputLimits limits;

  private Tokeniser(HuggingFaceTokenizer tokenizer, InputLimits limits) {
    this.tokenizer = tokenizer;
    this.limits = limits;
  }

  /**
   * Opens the tokenizer of a bundle.
   *
   * @throws BundleException if the native library cannot read it, or if a text can spell one of the
   *     ids that the application joins
   */
  static Tokeniser open(TokenizerSpec spec, InputLimits limits) {
    DjlNatives.prepare();
    Tokeniser tokeniser = new Tokeniser(read(spec), limits);
    try {
      tokeniser.checkSpelling(spec);
      return tokeniser;
    } catch (RuntimeException e) {
      tokeniser.close();
      throw e;
    }
  }

  private static HuggingFaceTokenizer read(TokenizerSpec spec) {
    try {
      return HuggingFaceTokenizer.builder()
          .optTokenizerPath(spec.file())
          .optAddSpecialTokens(false)
          .optPadding(false)
          .optTruncation(false)
          .build();
    } catch (IOException | RuntimeException e) {
      throw new BundleException(
          spec.file()
              + ": expected a tokenizer that the tokenizers library reads, found "
              + e.getMessage()
              + "; export the bundle again",
          e);
    }
  }

  private void checkSpelling(TokenizerSpec spec) {
    TokenisedText row = tokenise(List.of(SPELLED))[0];
    for (int i = 1; i < row.ids().length - 1; i++) {
      int id = row.ids()[i];
      if (id == limits.clsId() || id == limits.sepId() || id == limits.padId()) {
        throw new BundleException(
            spec.file()
                + ": expected that no text can spell clsId, sepId or padId, found that '"
                + SPELLED
                + "' gives id "
                + id
                + "; remove added_tokens from the tokenizer and export the bundle again");
      }
    }
  }

  /**
   * Tokenises normalised texts.
   *
   * @return one row a text; null where the tokenizer fails on that text
   * @throws ClassifierFailedException if the tokenizer fails on a harmless text too
   */
  TokenisedText[] tokenise(List<String> texts) {
    TokenisedText[] rows = new TokenisedText[texts.size()];
    for (int from = 0; from < rows.length; from += TEXTS_PER_CALL) {
      int to = Math.min(from + TEXTS_PER_CALL, rows.length);
      String[] part = texts.subList(from, to).toArray(String[]::new);
      try {
        encode(part, rows, from);
      } catch (RuntimeException e) {
        encodeOneByOne(part, rows, from);
      }
    }
    return rows;
  }

  private void encodeOneByOne(String[] texts, TokenisedText[] rows, int at) {
    encodeProbe();
    for (int i = 0; i < texts.length; i++) {
      try {
        encode(new String[] {texts[i]}, rows, at + i);
      } catch (RuntimeException e) {
        rows[at + i] = null;
      }
    }
  }

  private void encodeProbe() {
    try {
      encode(new String[] {PROBE}, new TokenisedText[1], 0);
    } catch (RuntimeException e) {
      throw new ClassifierFailedException("the tokenizer fails on every text", e);
    }
  }

  // Straight to the native functions: the library's own encode fetches ten arrays a text, we need
  // one.
  private void encode(String[] texts, TokenisedText[] rows, int at) {
    TokenizersLibrary library = TokenizersLibrary.LIB;
    long[] encodings = library.batchEncode(tokenizer.getHandle(), texts, false);
    int done = 0;
    try {
      for (; done < encodings.length; done++) {
        rows[at + done] = row(library.getTokenIds(encodings[done]));
        library.deleteEncoding(encodings[done]);
      }
    } finally {
      for (; done < encodings.length; done++) {
        library.deleteEncoding(encodings[done]);
      }
    }
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
