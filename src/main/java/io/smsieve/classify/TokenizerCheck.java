package io.smsieve.classify;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a bundle's tokenizer. It must be a WordPiece of the BERT kind that neither joins, pads,
 * cuts nor knows a special token: what the application does not do is refused by name.
 */
final class TokenizerCheck {

  private TokenizerCheck() {}

  static TokenizerSpec read(JsonFields tokenizer, BundleFiles files) {
    tokenizer.oneOf("kind", "wordpiece");
    long vocabulary = tokenizer.integer("vocabulary", 1, Integer.MAX_VALUE);
    Path file = files.named(tokenizer, "file");
    JsonFields json = JsonFields.parse(file, BundleFiles.content(file));
    for (String part : new String[] {"truncation", "padding", "post_processor"}) {
      if (json.has(part)) {
        throw json.refusal(part, "null, since the application does this itself", "a value");
      }
    }
    // A text that spells an added token would become that token, special ones included.
    int added = json.objects("added_tokens").size();
    if (added > 0) {
      throw json.refusal("added_tokens", "an empty list", added + " tokens");
    }
    JsonFields model = json.object("model");
    model.oneOf("type", "WordPiece");
    Map<String, Integer> ids = ids(model.object("vocab"));
    if (ids.size() != vocabulary) {
      throw tokenizer.refusal(
          "vocabulary",
          "the number of entries of " + file.getFileName() + ", " + ids.size(),
          "" + vocabulary);
    }
    return new TokenizerSpec(file, rules(json, model, ids), Map.copyOf(ids));
  }

  private static Map<String, Integer> ids(JsonFields vocab) {
    Map<String, Integer> ids = new HashMap<>();
    for (String entry : vocab.names()) {
      ids.put(entry, (int) vocab.integer(entry, 0, Integer.MAX_VALUE));
    }
    return ids;
  }

  private static TokenizerRules rules(JsonFields json, JsonFields model, Map<String, Integer> ids) {
    JsonFields normalizer = json.object("normalizer");
    normalizer.oneOf("type", "BertNormalizer");
    json.object("pre_tokenizer").oneOf("type", "BertPreTokenizer");
    String unknown = model.text("unk_token");
    if (!ids.containsKey(unknown)) {
      throw model.refusal("unk_token", "an entry of vocab", unknown);
    }
    boolean lowercase = normalizer.truth("lowercase");
    return new TokenizerRules(
        normalizer.truth("clean_text"),
        normalizer.truth("handle_chinese_chars"),
        // As the tokenizers library has it: unless said, accents go with the capitals.
        normalizer.has("strip_accents") ? normalizer.truth("strip_accents") : lowercase,
        lowercase,
        unknown,
        model.text("continuing_subword_prefix"),
        (int) model.integer("max_input_chars_per_word", 1, Integer.MAX_VALUE));
  }
}
