package io.smsieve.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors that {@code smsieve-model vectors} writes: Python and Java normalise alike. */
class NormalisationVectorsTest {

  private static final Path VECTORS = Path.of("model/testdata/normalization-vectors.jsonl");

  @ParameterizedTest
  @ValueSource(strings = {"smsieve-minilm", "tiny"})
  void shouldNormaliseEveryVectorAsPythonDoes(String bundle) throws IOException {
    TextNormaliser normaliser = ModelBundle.load(Path.of("model/bundles", bundle)).normaliser();
    JsonMapper mapper = JsonMapper.builder().build();
    Set<String> rules = new TreeSet<>();
    List<String> different = new ArrayList<>();
    List<String> lines = Files.readAllLines(VECTORS);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode vector = mapper.readTree(lines.get(i));
      rules.add(vector.get("rule").textValue());
      String found = normaliser.normalise(vector.get("text").textValue());
      if (!found.equals(vector.get("normalized").textValue())) {
        different.add("line " + (i + 1) + ", " + vector.get("rule") + ": " + escaped(found));
      }
    }

    assertThat(different).isEmpty();
    assertThat(rules).contains("surrogate", "differs between runtimes", "look-alike", "generated");
    assertThat(lines).hasSizeGreaterThan(500);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(String.format("\\u%04x", c)));
    return out.toString();
  }
}
