package io.smsieve.classify;

import java.nio.file.Path;

/** Checks that a bundle's tokenizer neither joins, pads, cuts nor knows a special token. */
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
    int entries = model.object("vocab").names().size();
    if (entries != vocabulary) {
      throw tokenizer.refusal(
          "vocabulary",
          "the number of entries of " + file.getFileName() + ", " + entries,
          "" + vocabulary);
    }
    return new TokenizerSpec(file, entries);
  }
}
