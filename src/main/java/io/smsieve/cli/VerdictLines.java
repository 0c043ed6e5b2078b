package io.smsieve.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import java.util.Locale;

/** Writes outcomes as JSON, one line a message. */
final class VerdictLines {

  private static final JsonMapper PLAIN = new JsonMapper();
  private static final JsonMapper ESCAPED =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final ModelIdentity model;
  private final boolean showText;

  /**
   * Writes for one model.
   *
   * @param model named in every line
   * @param showText whether the text is copied
   */
  VerdictLines(ModelIdentity model, boolean showText) {
    this.model = model;
    this.showText = showText;
  }

  /**
   * One line, without its end.
   *
   * @param message the input; its fields are copied, the text only if wished, and a field that has
   *     the name of one of ours is replaced
   * @param outcome what became of it
   */
  String line(ObjectNode message, Outcome outcome) {
    ObjectNode line = message.deepCopy();
    if (!showText) {
      line.remove("text");
    }
    if (outcome instanceof Verdict verdict) {
      put(line, verdict);
    } else if (outcome instanceof Rejection rejection) {
      line.put("rejected", rejection.reason().name());
    }
    line.putObject("model")
        .put("name", model.name())
        .put("version", model.version())
        .put("profile", model.profile())
        .put("hash", model.hash());
    line.put("provider", model.provider().name());
    return written(line);
  }

  private static void put(ObjectNode line, Verdict verdict) {
    line.put("label", verdict.label().name().toLowerCase(Locale.ROOT));
    line.put("spamProbability", verdict.spamProbability());
    if (verdict.politicalProbability().isPresent()) {
      line.put("politicalProbability", verdict.politicalProbability().getAsDouble());
    } else {
      line.putNull("politicalProbability");
    }
    line.put("threshold", verdict.threshold());
    line.put("tokens", verdict.tokens());
    line.put("truncated", verdict.truncated());
  }

  private static String written(ObjectNode line) {
    try {
      String text = PLAIN.writeValueAsString(line);
      // UTF-8 has no form for half a pair, JSON has an escape.
      return hasLoneSurrogate(text) ? ESCAPED.writeValueAsString(line) : text;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON values can always be written", e);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }
}
