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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden file of every bundle in the repository, with every profile: ids, tokens, outcomes and
 * probabilities as the Python side found them. Graphs for CUDA run on the CPU here. {@code
 * -Dsmsieve.parity.files=BUNDLE=FILE,...} adds files that {@code smsieve-model expect} wrote; how
 * near the scores came is in {@code target/parity.txt}.
 */
class GoldenFileTest {

  private static final Path BUNDLES = Path.of("model/bundles");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static Stream<Path> bundles() throws IOException {
    try (Stream<Path> found = Files.list(BUNDLES)) {
      return found.filter(f -> Files.exists(f.resolve("bundle.json"))).sorted().toList().stream();
    }
  }

  static Stream<Arguments> files() throws IOException {
    Stream<Arguments> named =
        Stream.of(System.getProperty("smsieve.parity.files", "").split(","))
            .filter(pair -> !pair.isBlank())
            .map(pair -> pair.split("=", 2))
            .map(pair -> Arguments.of(BUNDLES.resolve(pair[0]), Path.of(pair[1])));
    return Stream.concat(bundles().map(f -> Arguments.of(f, f.resolve("golden.jsonl"))), named);
  }

  static Stream<Arguments> profiles() throws IOException {
    return files()
        .flatMap(
            pair ->
                scored(golden((Path) pair.get()[1]))
                    .get(0)
                    .get("probabilities")
                    .properties()
                    .stream()
                    .map(p -> Arguments.of(pair.get()[0], pair.get()[1], p.getKey())));
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldTokeniseAsTheGoldenFileSays(Path folder, Path file) {
    ModelBundle bundle = ModelBundle.load(folder);
    List<JsonNode> golden = scored(golden(file));
    List<String> texts =
        golden.stream().map(e -> bundle.normaliser().normalise(e.get("text").textValue())).toList();
    TokenisedText[] rows = Tokeniser.of(bundle.tokenizer(), bundle.limits()).tokenise(texts);
    for (int i = 0; i < rows.length; i++) {
      JsonNode expected = golden.get(i);
      assertThat(rows[i].ids()).as("ids of text %s", i).isEqualTo(ids(expected));
      assertThat(rows[i].tokens()).isEqualTo(expected.get("tokens").intValue());
      assertThat(rows[i].truncated()).isEqualTo(expected.get("truncated").booleanValue());
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void shouldScoreAsTheGoldenFileSays(Path folder, Path file, String profile) throws IOException {
    ModelBundle bundle = onCpu(ModelBundle.load(folder), profile);
    List<JsonNode> golden = golden(file);
    OnnxOptions options = OnnxOptions.defaults().withProvider(ProviderChoice.CPU);
    double bound = tolerance(bundle.profiles().get(profile).precision());
    double largest = 0;
    try (Classifier classifier = OnnxClassifier.open(bundle, options.withProfile(profile))) {
      List<String> texts = golden.stream().map(e -> e.get("text").textValue()).toList();
      List<Outcome> outcomes = classifier.classify(texts);
      for (int i = 0; i < golden.size(); i++) {
        JsonNode expected = golden.get(i);
        assertThat(name(outcomes.get(i))).isEqualTo(expected.get("outcome").textValue());
        if (outcomes.get(i) instanceof Verdict verdict) {
          JsonNode heads = expected.get("probabilities").get(profile);
          largest = Math.max(largest, check(verdict, expected, heads, bound));
        }
      }
    }
    ParityReport.add(file + ", " + profile, golden.size(), largest);
  }

  @Test
  void shouldHaveAGoldenProbabilityForEveryProfile() throws IOException {
    for (Path folder : bundles().toList()) {
      Set<String> profiles = ModelBundle.load(folder).profiles().keySet();
      for (JsonNode entry : scored(golden(folder.resolve("golden.jsonl")))) {
        assertThat(entry.get("probabilities").fieldNames())
            .toIterable()
            .containsExactlyInAnyOrderElementsOf(profiles);
      }
    }
  }

  @Test
  void shouldFindTheDefaultBundleAndTheOneForTests() throws IOException {
    assertThat(bundles().map(p -> p.getFileName().toString())).contains("smsieve-minilm", "tiny");
  }

  /** Largest difference of a head's probability to the expected one. */
  private static double check(Verdict verdict, JsonNode expected, JsonNode heads, double bound) {
    assertThat(verdict.tokens()).isEqualTo(expected.get("tokens").intValue());
    assertThat(verdict.truncated()).isEqualTo(expected.get("truncated").booleanValue());
    double largest = difference(verdict.spamProbability(), heads.get(Head.SPAM), bound);
    assertThat(verdict.politicalProbability().isPresent()).isEqualTo(heads.has(Head.POLITICAL));
    if (heads.has(Head.POLITICAL)) {
      double political = verdict.politicalProbability().getAsDouble();
      largest = Math.max(largest, difference(political, heads.get(Head.POLITICAL), bound));
    }
    return largest;
  }

  private static double difference(double found, JsonNode expected, double bound) {
    assertThat(found).isCloseTo(expected.doubleValue(), within(bound));
    return Math.abs(found - expected.doubleValue());
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

  private static List<JsonNode> golden(Path file) {
    List<JsonNode> entries = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        entries.add(MAPPER.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(entries).hasSizeGreaterThan(100);
    return entries;
  }
}
