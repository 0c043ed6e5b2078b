package io.smsieve.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.classify.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code data/handcrafted.jsonl}: texts that models are only ever asked about. */
class HandcraftedTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static List<JsonNode> rows() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("data", "handcrafted.jsonl"))) {
      rows.add(MAPPER.readTree(line));
    }
    return rows;
  }

  @Test
  void shouldHaveFortyTextsOrMoreWithLabelAndReason() throws IOException {
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(rows())
        .allSatisfy(
            row -> {
              assertThat(row.get("text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(160);
              assertThat(row.get("spam").isBoolean()).isTrue();
              assertThat(row.get("political").isBoolean()).isTrue();
              assertThat(row.get("reason").asText()).hasSizeGreaterThan(10);
              assertThat(row.get("kind").asText()).isNotBlank();
              assertThat(row.get("source").asText()).isEqualTo("own-handcrafted");
              assertThat(row.get("split").asText()).isEqualTo("handcrafted");
            });
    assertThat(rows()).extracting(row -> row.get("id").asText()).doesNotHaveDuplicates();
    assertThat(rows()).extracting(row -> row.get("spam").asBoolean()).contains(true, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smsieve-minilm", "tiny"})
  void shouldBeUnknownToTheShippedBundles(String name) throws IOException {
    ModelBundle bundle = ModelBundle.load(Path.of("model", "bundles", name));

    assertThat(rows()).noneMatch(row -> bundle.trainedOn(row.get("text").asText()));
  }
}
