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
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Generated texts of all scripts and garbage against what the Python side made of them: same
 * outcome, ids, tokens and truncated for all of them, same probabilities of every head. {@code
 * model/testdata/parity-NAME.bin} is written by {@code smsieve-model parity}, whose help says what
 * is in it; its tests see to it that the file is up to date. Scoring 100,000 texts with the default
 * bundle takes minutes, so the first ones stand for all unless {@code -Dsmsieve.parity.scored} asks
 * for more. How near the scores came is in {@code target/parity.txt}.
 */
class TextParityIT {

  private static final int SCORED = 0;
  private static final int BLANK = 1;
  private static final int NO_SCORE = 65535;
  private static final double FULL = 65534;

  @ParameterizedTest
  @CsvSource({"tiny, 100000", "smsieve-minilm, 1000"})
  void shouldMakeTheSameOfGeneratedTextsAsPython(String name, int scored) throws IOException {
    ModelBundle bundle = ModelBundle.load(Path.of("model/bundles", name));
    byte[] content = Files.readAllBytes(Path.of("model/testdata/parity-" + name + ".bin"));
    int line = new String(content, StandardCharsets.ISO_8859_1).indexOf('\n');
    JsonNode header = JsonMapper.builder().build().readTree(content, 0, line);
    ByteBuffer scores = ByteBuffer.wrap(content, line + 1, content.length - line - 1);

    assertThat(header.get("sha256").textValue()).isEqualTo(bundle.info().hash());
    assertThat(header.get("texts").intValue()).isGreaterThanOrEqualTo(100_000);
    assertThat(scores.remaining())
        .isEqualTo(Short.BYTES * bundle.heads().size() * header.get("scored").intValue());
    checkRows(bundle, header);
    int most = Integer.getInteger("smsieve.parity.scored", scored);
    int count = Math.min(most, header.get("scored").intValue());
    ParityReport.add("generated, " + name, count, checkScores(bundle, header, scores, count));
  }

  private static void checkRows(ModelBundle bundle, JsonNode header) {
    int block = header.get("block").intValue();
    List<Integer> different = new ArrayList<>();
    Tokeniser tokeniser = Tokeniser.of(bundle.tokenizer(), bundle.limits());
    for (int i = 0; i < header.get("blocks").size(); i++) {
      List<String> texts = texts(header, i * block, (i + 1) * block);
      if (!digest(bundle, tokeniser, texts).equals(header.get("blocks").get(i).textValue())) {
        different.add(i);
      }
    }
    assertThat(different).as("blocks of %s texts whose ids differ", block).isEmpty();
  }

  private static double checkScores(
      ModelBundle bundle, JsonNode header, ByteBuffer scores, int count) {
    OnnxOptions options =
        OnnxOptions.defaults()
            .withProvider(ProviderChoice.CPU)
            .withProfile(header.get("profile").textValue());
    int block = header.get("block").intValue();
    double largest = 0;
    try (Classifier classifier = OnnxClassifier.open(bundle, options)) {
      for (int from = 0; from < count; from += block) {
        List<String> texts = texts(header, from, Math.min(count, from + block));
        for (Outcome outcome : classifier.classify(texts)) {
          for (OptionalDouble found : probabilities(outcome, bundle.heads().size())) {
            largest = Math.max(largest, difference(found, scores.getShort()));
          }
        }
      }
    }
    return largest;
  }

  private static List<OptionalDouble> probabilities(Outcome outcome, int heads) {
    OptionalDouble spam = OptionalDouble.empty();
    OptionalDouble political = OptionalDouble.empty();
    if (outcome instanceof Verdict verdict) {
      spam = OptionalDouble.of(verdict.spamProbability());
      political = verdict.politicalProbability();
    }
    return heads == 1 ? List.of(spam) : List.of(spam, political);
  }

  private static double difference(OptionalDouble found, short stored) {
    int expected = Short.toUnsignedInt(stored);
    assertThat(found.isPresent()).isEqualTo(expected != NO_SCORE);
    if (found.isEmpty()) {
      return 0;
    }
    assertThat(found.getAsDouble()).isCloseTo(expected / FULL, within(1e-4));
    return Math.abs(found.getAsDouble() - expected / FULL);
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
