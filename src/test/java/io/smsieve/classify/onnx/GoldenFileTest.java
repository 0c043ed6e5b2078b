package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.Head;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Precision;
import io.smsieve.classify.Profile;
import io.smsieve.classify.Provider;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden file of every bundle in the repository, with every profile: ids, tokens, outcomes and
 * probabilities as the Python side found them. Graphs for CUDA run on the CPU here.
 */
class GoldenFileTest {

  private static final Path BUNDLES = Path.of("model/bundles");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Stream<Path> bundles() throws IOException {
    try (Stream<Path> found = Files.list(BUNDLES)) {
      return found.filter(f -> Files.exists(f.resolve("bundle.json"))).sorted().toList().stream();
    }
  }

  static Stream<Arguments> profiles() throws IOException {
    return bundles()
        .flatMap(
            f -> ModelBundle.load(f).profiles().keySet().stream().map(p -> Arguments.of(f, p)));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void shouldTokeniseAsTheGoldenFileSays(Path folder) {
    ModelBundle bundle = ModelBundle.load(folder);
    List<JsonNode> golden = scored(golden(folder));
    List<String> texts =
        golden.stream().map(e -> bundle.normaliser().normalise(e.get("text").textValue())).toList();
    try (Tokeniser tokeniser = Tokeniser.open(bundle.tokenizer(), bundle.limits())) {
      TokenisedText[] rows = tokeniser.tokenise(texts);
      for (int i = 0; i < rows.length; i++) {
        JsonNode expected = golden.get(i);
        assertThat(rows[i].ids()).as("ids of text %s", i).isEqualTo(ids(expected));
        assertThat(rows[i].tokens()).isEqualTo(expected.get("tokens").intValue());
        assertThat(rows[i].truncated()).isEqualTo(expected.get("truncated").booleanValue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void shouldScoreAsTheGoldenFileSays(Path folder, String profile) {
    ModelBundle bundle = onCpu(ModelBundle.load(folder), profile);
    List<JsonNode> golden = golden(folder);
    OnnxOptions options = OnnxOptions.defaults().withProvider(ProviderChoice.CPU);
    double bound = tolerance(bundle.profiles().get(profile).precision());
    try (Classifier classifier = OnnxClassifier.open(bundle, options.withProfile(profile))) {
      List<String> texts = golden.stream().map(e -> e.get("text").textValue()).toList();
      List<Outcome> outcomes = classifier.classify(texts);
      for (int i = 0; i < golden.size(); i++) {
        JsonNode expected = golden.get(i);
        assertThat(name(outcomes.get(i))).isEqualTo(expected.get("outcome").textValue());
        if (outcomes.get(i) instanceof Verdict verdict) {
          check(verdict, expected, expected.get("probabilities").get(profile), bound);
        }
      }
    }
  }

  @Test
  void shouldFindTheDefaultBundleAndTheOneForTests() throws IOException {
    assertThat(bundles().map(p -> p.getFileName().toString())).contains("smsieve-minilm", "tiny");
  }

  private static void check(Verdict verdict, JsonNode expected, JsonNode heads, double bound) {
    assertThat(verdict.tokens()).isEqualTo(expected.get("tokens").intValue());
    assertThat(verdict.truncated()).isEqualTo(expected.get("truncated").booleanValue());
    assertThat(verdict.spamProbability())
        .isCloseTo(heads.get(Head.SPAM).doubleValue(), within(bound));
    assertThat(verdict.politicalProbability().isPresent()).isEqualTo(heads.has(Head.POLITICAL));
    if (heads.has(Head.POLITICAL)) {
      assertThat(verdict.politicalProbability().getAsDouble())
          .isCloseTo(heads.get(Head.POLITICAL).doubleValue(), within(bound));
    }
  }

  /** As {@code smsieve_model/golden.py} has them, and why. */
  private static double tolerance(Precision precision) {
    return switch (precision) {
      case FP32 -> 1e-4;
      case FP16 -> 0.01;
      case INT8 -> 0.05;
    };
  }

  private static ModelBundle onCpu(ModelBundle bundle, String name) {
    Profile profile = bundle.profiles().get(name);
    Profile moved =
        new Profile(
            name,
            profile.graph(),
            profile.precision(),
            Provider.CPU,
            profile.batchInvariant(),
            profile.calibrations());
    return new ModelBundle(
        bundle.folder(),
        bundle.info(),
        bundle.heads(),
        bundle.limits(),
        bundle.graph(),
        bundle.tokenizer(),
        Map.of(name, moved),
        Map.of(Provider.CPU, name),
        bundle.normaliser(),
        bundle.trainingTexts(),
        bundle.files());
  }

  private static String name(Outcome outcome) {
    return outcome instanceof Rejection rejection ? rejection.reason().name() : "SCORED";
  }

  private static List<JsonNode> scored(List<JsonNode> golden) {
    return golden.stream().filter(e -> e.get("outcome").textValue().equals("SCORED")).toList();
  }

  private static int[] ids(JsonNode entry) {
    List<Integer> ids = new ArrayList<>();
    entry.get("ids").forEach(id -> ids.add(id.intValue()));
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<JsonNode> golden(Path folder) {
    List<JsonNode> entries = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(folder.resolve("golden.jsonl"))) {
        entries.add(MAPPER.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(entries).hasSizeGreaterThan(100);
    return entries;
  }
}
