package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated texts of all scripts and garbage against what the Python side made of them: same
 * outcome, ids, tokens and truncated for all of them, same spam probability for those that it
 * scored. {@code model/testdata/parity-NAME.bin} is written by {@code smsieve-model parity}, whose
 * help says what is in it; its tests see to it that the file is up to date.
 */
class TextParityIT {

  private static final int SCORED = 0;
  private static final int BLANK = 1;
  private static final int NO_SCORE = 65535;
  private static final double FULL = 65534;

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "smsieve-minilm"})
  void shouldMakeTheSameOfGeneratedTextsAsPython(String name) throws IOException {
    ModelBundle bundle = ModelBundle.load(Path.of("model/bundles", name));
    byte[] content = Files.readAllBytes(Path.of("model/testdata/parity-" + name + ".bin"));
    int line = new String(content, StandardCharsets.ISO_8859_1).indexOf('\n');
    JsonNode header = JsonMapper.builder().build().readTree(content, 0, line);
    ByteBuffer scores = ByteBuffer.wrap(content, line + 1, content.length - line - 1);

    assertThat(header.get("sha256").textValue()).isEqualTo(bundle.info().hash());
    assertThat(header.get("texts").intValue()).isGreaterThanOrEqualTo(100_000);
    assertThat(scores.remaining()).isEqualTo(2 * header.get("scored").intValue());
    checkRows(bundle, header);
    checkScores(bundle, header, scores);
    assertThat(scores.remaining()).isZero();
  }

  private static void checkRows(ModelBundle bundle, JsonNode header) {
    int block = header.get("block").intValue();
    List<Integer> different = new ArrayList<>();
    try (Tokeniser tokeniser = Tokeniser.open(bundle.tokenizer(), bundle.limits())) {
      for (int i = 0; i < header.get("blocks").size(); i++) {
        List<String> texts = texts(header, i * block, (i + 1) * block);
        if (!digest(bundle, tokeniser, texts).equals(header.get("blocks").get(i).textValue())) {
          different.add(i);
        }
      }
    }
    assertThat(different).as("blocks of %s texts whose ids differ", block).isEmpty();
  }

  private static void checkScores(ModelBundle bundle, JsonNode header, ByteBuffer scores) {
    OnnxOptions options =
        OnnxOptions.defaults()
            .withProvider(ProviderChoice.CPU)
            .withProfile(header.get("profile").textValue());
    int block = header.get("block").intValue();
    int count = header.get("scored").intValue();
    try (Classifier classifier = OnnxClassifier.open(bundle, options)) {
      for (int from = 0; from < count; from += block) {
        List<String> texts = texts(header, from, Math.min(count, from + block));
        for (Outcome outcome : classifier.classify(texts)) {
          int expected = Short.toUnsignedInt(scores.getShort());
          assertThat(outcome instanceof Verdict).isEqualTo(expected != NO_SCORE);
          if (outcome instanceof Verdict verdict) {
            assertThat(verdict.spamProbability()).isCloseTo(expected / FULL, within(1e-4));
          }
        }
      }
    }
  }

  private static List<String> texts(JsonNode header, int from, int to) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      texts.add(GeneratedTexts.text(header.get("seed").longValue(), i));
    }
    return texts;
  }

  /** Big-endian numbers: outcome, tokens, truncated, number of ids, ids. */
  private static String digest(ModelBundle bundle, Tokeniser tokeniser, List<String> texts) {
    List<String> normalised = texts.stream().map(bundle.normaliser()::normalise).toList();
    TokenisedText[] rows = tokeniser.tokenise(normalised);
    MessageDigest sha256 = sha256();
    for (int i = 0; i < rows.length; i++) {
      if (normalised.get(i).isEmpty()) {
        sha256.update(numbers(new int[] {BLANK, 0, 0, 0}));
      } else {
        int[] ids = rows[i].ids();
        int[] head = {SCORED, rows[i].tokens(), rows[i].truncated() ? 1 : 0, ids.length};
        sha256.update(numbers(head));
        sha256.update(numbers(ids));
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static byte[] numbers(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length);
    Arrays.stream(values).forEach(bytes::putInt);
    return bytes.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
