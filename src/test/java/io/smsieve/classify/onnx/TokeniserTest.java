package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smsieve.classify.InputLimits;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.TokenizerRules;
import io.smsieve.classify.TokenizerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tokenizer against the library whose files it reads: same ids, tokens, truncated. */
class TokeniserTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final ModelBundle MINILM =
      ModelBundle.load(Path.of("model/bundles/smsieve-minilm"));
  private static final ModelBundle TINY = ModelBundle.load(Path.of("model/bundles/tiny"));
  // All that there are would take half a minute; TextParityIT has 100,000 from the Python side.
  private static final int TEXTS = Integer.getInteger("smsieve.tokeniser.texts", 20_000);
  private static final int OTHER_SEED = 2;
  private static final int AT_ONCE = 1_000;
  private static final int IN_ONE_TEXT = 64;
  private static final int END_OF_MOST_SCRIPTS = 0x20000;

  /** Chinese characters, Hangul syllables and private use: spelled by others, or all alike. */
  private static final int[][] ALIKE = {
    {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0xE000, 0xF8FF}, {0x17000, 0x18AFF}
  };

  @TempDir Path folder;

  @Test
  void shouldMakeTheSameRowsOfGeneratedTextsAsTheLibrary() {
    assertSame(
        MINILM.tokenizer(), MINILM.limits(), generated(TEXTS, MINILM.normaliser()::normalise));
  }

  @Test
  void shouldMakeTheSameRowsOfTextsThatNobodyNormalised() {
    assertSame(TINY.tokenizer(), TINY.limits(), generated(TEXTS / 4, TokeniserTest::withoutHalves));
  }

  /**
   * Every character alone and within words, with a vocabulary that knows nearly all of them, also
   * those that this Java does not know yet.
   */
  @Test
  void shouldTakeEachCharacterForWhatTheLibraryTakesItFor() throws IOException {
    TokenizerRules rules = TINY.tokenizer().rules();
    Map<String, Integer> ids = new HashMap<>(Map.of(rules.unknown(), 0));
    codePoints(0, END_OF_MOST_SCRIPTS)
        .filter(c -> Arrays.stream(ALIKE).noneMatch(range -> c >= range[0] && c <= range[1]))
        .forEach(c -> addCharacter(c, ids));
    Path file = folder.resolve("characters.json");
    ObjectNode json = (ObjectNode) MAPPER.readTree(TINY.tokenizer().file().toFile());
    ((ObjectNode) json.get("model")).set("vocab", MAPPER.valueToTree(ids));
    MAPPER.writeValue(file.toFile(), json);

    IntStream rest = codePoints(END_OF_MOST_SCRIPTS, 0x110000).filter(c -> c % 61 == 0);
    int[] all =
        IntStream.concat(
                IntStream.concat(codePoints(0, END_OF_MOST_SCRIPTS), rest),
                IntStream.concat(codePoints(0x2F800, 0x2FA20), codePoints(0xE0000, 0xE0200)))
            .toArray();
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < all.length; from += IN_ONE_TEXT) {
      StringBuilder text = new StringBuilder();
      for (int c : Arrays.copyOfRange(all, from, Math.min(all.length, from + IN_ONE_TEXT))) {
        text.append(" a").appendCodePoint(c).append("b ").appendCodePoint(c).append(" 1");
        text.appendCodePoint(c).append('\u0301');
      }
      texts.add(text.toString());
    }
    InputLimits unlimited = new InputLimits(1_000_000, 100_000, 99_996, 2, 1, 2, 3);
    assertSame(new TokenizerSpec(file, rules, Map.copyOf(ids)), unlimited, texts);
  }

  @Test
  void shouldFollowEachSettingOfTheFile() throws IOException {
    for (int settings = 0; settings < 16; settings++) {
      boolean clean = (settings & 1) != 0;
      boolean chinese = (settings & 2) != 0;
      boolean accents = (settings & 4) != 0;
      boolean lowercase = (settings & 8) != 0;
      ObjectNode json = (ObjectNode) MAPPER.readTree(TINY.tokenizer().file().toFile());
      ((ObjectNode) json.get("normalizer"))
          .put("clean_text", clean)
          .put("handle_chinese_chars", chinese)
          .put("strip_accents", accents)
          .put("lowercase", lowercase);
      ((ObjectNode) json.get("model")).put("max_input_chars_per_word", 5);
      Path file = folder.resolve(settings + ".json");
      MAPPER.writeValue(file.toFile(), json);
      TokenizerRules rules =
          new TokenizerRules(clean, chinese, accents, lowercase, "[UNK]", "##", 5);

      assertSame(
          new TokenizerSpec(file, rules, TINY.tokenizer().ids()),
          TINY.limits(),
          generated(AT_ONCE, TokeniserTest::withoutHalves));
    }
  }

  private static void addCharacter(int codePoint, Map<String, Integer> ids) {
    ids.putIfAbsent(Character.toString(codePoint), ids.size() + 10);
    ids.putIfAbsent("##" + Character.toString(codePoint), ids.size() + 10);
  }

  private static IntStream codePoints(int from, int to) {
    return IntStream.range(from, to).filter(c -> c < 0xD800 || c > 0xDFFF);
  }

  /** Lone halves of a pair do not survive the way into the library. */
  private static String withoutHalves(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static List<String> generated(int count, Function<String, String> form) {
    return IntStream.range(0, count)
        .mapToObj(number -> form.apply(GeneratedTexts.text(OTHER_SEED, number)))
        .toList();
  }

  private static void assertSame(TokenizerSpec spec, InputLimits limits, List<String> texts) {
    Tokeniser tokeniser = Tokeniser.of(spec, limits);
    try (ReferenceTokeniser reference = new ReferenceTokeniser(spec.file(), limits)) {
      for (int from = 0; from < texts.size(); from += AT_ONCE) {
        List<String> part = texts.subList(from, Math.min(texts.size(), from + AT_ONCE));
        assertSame(part, tokeniser.tokenise(part), reference.tokenise(part));
      }
    }
  }

  private static void assertSame(List<String> texts, TokenisedText[] ours, TokenisedText[] theirs) {
    for (int i = 0; i < theirs.length; i++) {
      boolean same =
          Arrays.equals(ours[i].ids(), theirs[i].ids())
              && ours[i].tokens() == theirs[i].tokens()
              && ours[i].truncated() == theirs[i].truncated();
      if (!same) {
        assertThat(ours[i].ids()).as("ids of '%s'", texts.get(i)).isEqualTo(theirs[i].ids());
        assertThat(ours[i].tokens()).isEqualTo(theirs[i].tokens());
        assertThat(ours[i].truncated()).isEqualTo(theirs[i].truncated());
      }
    }
  }
}
