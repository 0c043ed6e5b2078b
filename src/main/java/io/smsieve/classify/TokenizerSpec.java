package io.smsieve.classify;

import java.nio.file.Path;
import java.util.Map;

/**
 * The tokenizer of a bundle.
 *
 * @param file the Hugging Face fast tokenizer that it was read from
 * @param rules what it does
 * @param ids its entries, each with its id
 */
public record TokenizerSpec(Path file, TokenizerRules rules, Map<String, Integer> ids) {

  /**
   * How many entries there are.
   *
   * @return at least 1
   */
  public int vocabulary() {
    return ids.size();
  }
}
