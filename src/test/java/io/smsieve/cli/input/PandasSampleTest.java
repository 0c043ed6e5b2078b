package io.smsieve.cli.input;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against what pandas itself selected: src/test/python/sample_vectors.py wrote it down. */
class PandasSampleTest {

  @TempDir Path folder;

  private static List<JsonNode> cases() throws IOException {
    try (InputStream in = PandasSampleTest.class.getResourceAsStream("/pandas-sample.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false).toList();
    }
  }

  @Test
  void shouldSelectTheRowsOfPandasInItsOrder() throws Exception {
    List<JsonNode> cases = cases();

    assertThat(cases).hasSizeGreaterThan(100);
    for (JsonNode each : cases) {
      int[] chosen =
          PandasSample.rows(
              each.get("rows").asInt(), each.get("n").asInt(), each.get("randomState").asLong());

      assertThat(IntStream.of(chosen).limit(60).boxed())
          .as("first of %s rows, n %s, state %s", each.get("rows"), each.get("n"), each)
          .isEqualTo(
              StreamSupport.stream(each.get("first").spliterator(), false)
                  .map(JsonNode::asInt)
                  .toList());
      assertThat(digest(chosen)).isEqualTo(each.get("sha256").asText());
    }
  }

  /** The experiment's own: 50 examples by state 256. */
  @Test
  void shouldHaveTheSampleOfTheExperimentAmongTheCases() throws IOException {
    assertThat(cases())
        .filteredOn(c -> c.get("n").asInt() == 50 && c.get("randomState").asInt() == 256)
        .extracting(c -> c.get("rows").asInt())
        .contains(50, 256, 1000, 65537, 1048577);
  }

  private static String digest(int[] rows) throws NoSuchAlgorithmException {
    String text = IntStream.of(rows).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
  }

  @Test
  void shouldRefuseNumbersOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PandasSample.rows(3, 4, 1))
        .withMessageContaining("0 to 3 rows")
        .withMessageContaining("found 4");
    assertThatIllegalArgumentException().isThrownBy(() -> PandasSample.rows(3, -1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PandasSample.rows(3, 1, 1L << 32))
        .withMessageContaining("0 to 4294967295");
    assertThatIllegalArgumentException().isThrownBy(() -> PandasSample.rows(3, 1, -1));
  }

  private static InputRows rows(String path) {
    return new InputRows(
        List.of(InputFile.of(path, null)), row -> true, InputStream.nullInputStream());
  }

  @Test
  void shouldSampleTheWantedRowsOfAllFilesAsOneTable() throws IOException {
    Path first = Files.writeString(folder.resolve("a.csv"), "text,split\na,test\nb,train\nc,dev\n");
    Path second = Files.writeString(folder.resolve("b.csv"), "text,split\nd,test\ne,train\n");
    InputRows wanted =
        new InputRows(
            List.of(InputFile.of(first.toString(), null), InputFile.of(second.toString(), null)),
            row -> !row.scalar("split").orElseThrow().equals("train"),
            InputStream.nullInputStream());

    List<String> places = new ArrayList<>();
    try (SampledRows sample = SampledRows.open(wanted, 3, 7, read -> {})) {
      for (Optional<Row> row = sample.next(); row.isPresent(); row = sample.next()) {
        places.add(row.get().place());
      }
    }

    List<String> all = List.of("a.csv:2", "a.csv:4", "b.csv:2");
    assertThat(places)
        .isEqualTo(Arrays.stream(PandasSample.rows(3, 3, 7)).mapToObj(all::get).toList());
  }

  @Test
  void shouldReadTheRowsOfTheSampleInItsOrderWithTheirOwnLines() throws IOException {
    String lines =
        IntStream.range(0, 300)
            .mapToObj(i -> "{\"text\":\"t" + i + "\"}\n")
            .collect(Collectors.joining());
    InputRows file = rows(Files.writeString(folder.resolve("in.jsonl"), lines).toString());

    List<Row> rows = new ArrayList<>();
    try (SampledRows sample = SampledRows.open(file, 50, 256, read -> {})) {
      for (Optional<Row> row = sample.next(); row.isPresent(); row = sample.next()) {
        rows.add(row.get());
      }
    }

    int[] expected = PandasSample.rows(300, 50, 256);
    assertThat(rows).extracting(Row::number).doesNotHaveDuplicates();
    assertThat(rows)
        .extracting(row -> row.text("text").orElseThrow())
        .isEqualTo(Arrays.stream(expected).mapToObj(i -> "t" + i).toList());
    assertThat(rows.get(0).place()).isEqualTo("in.jsonl:" + (expected[0] + 1));
  }

  @Test
  void shouldSayHowManyRowsThereAreWhenTheSampleIsLarger() throws IOException {
    Path path = Files.writeString(folder.resolve("few.csv"), "text\na\nb\n");
    InputRows file = rows(path.toString());

    assertThatThrownBy(() -> SampledRows.open(file, 3, 1, read -> {}))
        .isInstanceOf(InputException.class)
        .hasMessage("few.csv: expected at least 3 rows for the sample, found 2");
    assertThatThrownBy(() -> SampledRows.open(rows("-"), 3, 1, read -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("found standard input");
  }
}
