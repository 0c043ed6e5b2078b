package io.smsieve.classify.onnx;

import io.smsieve.classify.BundleException;
import io.smsieve.classify.InputLimits;
import io.smsieve.classify.TokenizerRules;
import io.smsieve.classify.TokenizerSpec;
import java.util.List;

/**
 * Turns normalised texts into rows of ids, as the tokenizers library does with the bundle's file
 * ({@code TokeniserTest} compares the two). Safe for several threads.
 */
final class Tokeniser {

  private static final String SPELLED = "[CLS] [SEP] [PAD] [UNK] [MASK] <s> </s> <pad>";

  private final TokenizerRules rules;
  private final WordPieces pieces;
  private final InputLimits limits;

  private Tokeniser(TokenizerSpec spec, InputLimits limits) {
    this.rules = spec.rules();
    this.pieces =
        new WordPieces(spec.ids(), rules.unknown(), rules.continuation(), rules.longestWord());
    this.limits = limits;
  }

  /**
   * Makes the tokenizer of a bundle.
   *
   * @throws BundleException if a text can spell one of the ids that the application joins
   */
  static Tokeniser of(TokenizerSpec spec, InputLimits limits) {
    Tokeniser tokeniser = new Tokeniser(spec, limits);
    tokeniser.checkSpelling(spec);
    return tokeniser;
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
                + "; export the bundle again, with other ids");
      }
    }
  }

  /**
   * Tokenises normalised texts.
   *
   * @return one row a text
   */
  TokenisedText[] tokenise(List<String> texts) {
    TokenisedText[] rows = new TokenisedText[texts.size()];
    BertText text = new BertText(rules);
    IdList content = new IdList();
    for (int i = 0; i < rows.length; i++) {
      content.shrink(0);
      text.cut(texts.get(i), pieces, content);
      rows[i] = row(content);
    }
    return rows;
  }

  private TokenisedText row(IdList content) {
    int tokens = content.size() + 2;
    boolean truncated = tokens > limits.maxTokens();
    int head = truncated ? limits.headTokens() : content.size();
    int tail = truncated ? limits.tailTokens() : 0;
    int[] ids = new int[head + tail + 2];
    ids[0] = limits.clsId();
    content.copy(0, ids, 1, head);
    content.copy(content.size() - tail, ids, 1 + head, tail);
    ids[ids.length - 1] = limits.sepId();
    return new TokenisedText(ids, tokens, truncated);
  }
}
