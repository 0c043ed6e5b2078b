package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.cli.input.PandasSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code smsieve evaluate import} makes of rows, without a broker. */
class EvaluateImportTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  private CommandRun dryRun(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "import", file.toString()));
    arguments.addAll(List.of("--dry-run", "--json"));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static JsonNode counts(CommandRun run) throws IOException {
    return MAPPER.readTree(run.out());
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void shouldCountByLabelWhenLabelsAreWrittenInTheUsualWays() throws IOException {
    Path file =
        write(
            "in.csv",
            "text,spam,political\na,true,0\nb,Spam,yes\nc,1,\nd,false,no\ne,ham,1\nf,0,true\ng,,\n");

    CommandRun run = dryRun(file);

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode counts = counts(run);
    assertThat(counts.get("spam").asInt()).isEqualTo(3);
    assertThat(counts.get("ham").asInt()).isEqualTo(3);
    assertThat(counts.get("unlabelled").asInt()).isEqualTo(1);
    assertThat(counts.get("political").asInt()).isEqualTo(3);
  }

  @Test
  void shouldNameLineAndExpectationAndQuoteNothingWhenRowsAreNoUse() throws IOException {
    Path file =
        write(
            "in.jsonl",
            """
            {"text":"a","spam":true}
            {"text":"ferry","spam":"ferry at 7"}
            {"text":null,"spam":true}
            {"text":5,"spam":true}
            {"body":"ferry","spam":true}
            {"text":"ferry"}
            {"text":"z","spam":false}
            """);

    CommandRun run = dryRun(file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).doesNotContain("ferry");
    JsonNode counts = counts(run);
    assertThat(counts.get("faults").asInt()).isEqualTo(5);
    assertThat(counts.get("spam").asInt()).isEqualTo(1);
    assertThat(counts.get("ham").asInt()).isEqualTo(1);
    List<String> faults = new ArrayList<>();
    counts.get("firstFaults").forEach(fault -> faults.add(fault.asText()));
    assertThat(faults.get(0)).startsWith("in.jsonl:2: expected true or false").contains("'spam'");
    assertThat(faults.get(1)).startsWith("in.jsonl:3: expected a text").contains("nothing");
    assertThat(faults.get(2)).startsWith("in.jsonl:4: expected a text").contains("a number");
    assertThat(faults.get(3)).startsWith("in.jsonl:5: expected a column 'text'");
    assertThat(faults.get(4)).startsWith("in.jsonl:6: expected a column 'spam'");
  }

  @Test
  void shouldTakeGivenLabelsLiterallyAndRefuseAllOthers() throws IOException {
    Path file = write("in.csv", "v2,v1\na,junk\nb,ok\nc,true\n");

    CommandRun run =
        dryRun(
            file,
            "--text-column",
            "v2",
            "--label-column",
            "v1",
            "--spam-value",
            "junk",
            "--ham-value",
            "ok");

    assertThat(run.out()).contains("in.csv:4: expected 'junk' or 'ok' in 'v1'");
    assertThat(counts(run).get("spam").asInt()).isEqualTo(1);
    assertThat(counts(run).get("ham").asInt()).isEqualTo(1);
    assertThat(dryRun(file, "--spam-value", "junk").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(dryRun(file, "--spam-value", "x", "--ham-value", "x").err())
        .contains("the same twice");
  }

  @Test
  void shouldReadTimesOfEveryUsualFormInUtc() throws IOException, SQLException {
    Path parquet = folder.resolve("times.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 'a' AS text, true AS spam, TIMESTAMP '2026-01-31 12:00:00' AS local,"
              + " TIMESTAMPTZ '2026-01-31 12:00:00+00' AS zoned, DATE '2026-01-31' AS day,"
              + " 1769860800000 AS millis) TO '"
              + parquet
              + "' (FORMAT parquet)");
    }
    Path csv =
        write(
            "times.csv",
            "text,spam,iso,space,offset,day\n"
                + "a,1,2026-01-31T12:00:00Z,2026-01-31 12:00:00,2026-01-31 14:00:00+02:00,"
                + "2026-01-31\n");

    for (String column : List.of("local", "zoned", "millis")) {
      assertThat(counts(dryRun(parquet, "--time-column", column)).get("observedFrom").asText())
          .as(column)
          .isEqualTo("2026-01-31T12:00:00Z");
    }
    for (String column : List.of("iso", "space", "offset")) {
      assertThat(counts(dryRun(csv, "--time-column", column)).get("observedTo").asText())
          .as(column)
          .isEqualTo("2026-01-31T12:00:00Z");
    }
    for (Path file : List.of(parquet, csv)) {
      assertThat(counts(dryRun(file, "--time-column", "day")).get("observedFrom").asText())
          .isEqualTo("2026-01-31T00:00:00Z");
    }
    assertThat(dryRun(csv, "--time-column", "text").out()).contains("times.csv:2: expected a time");
  }

  @Test
  void shouldTellIdsThatWereSeenBefore() throws IOException {
    Path file =
        write(
            "in.jsonl",
            """
            {"id":"a","text":"x","spam":true}
            {"id":"a","text":"y","spam":true}
            {"text":"same","spam":true}
            {"text":"same","spam":false}
            {"text":"same","spam":false,"source":"elsewhere"}
            """);

    assertThat(counts(dryRun(file)).get("repeatedIds").asInt()).isEqualTo(1);
    assertThat(counts(dryRun(file, "--id-column", "none")).get("repeatedIds").asInt()).isZero();
  }

  @Test
  void shouldTakeTheSampleOfTheWantedRows() throws IOException {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    String.format(
                        "{\"text\":\"t%d\",\"split\":\"%s\",\"spam\":%b}%n",
                        i, i % 2 == 0 ? "test" : "train", i % 8 == 0))
            .collect(Collectors.joining());
    Path file = write("in.jsonl", rows);

    JsonNode counts =
        counts(
            dryRun(file, "--where", "split=test,dev", "--sample", "10", "--random-state", "256"));

    long spam = IntStream.of(PandasSample.rows(20, 10, 256)).filter(i -> i % 4 == 0).count();
    assertThat(counts.get("spam").asLong()).isEqualTo(spam);
    assertThat(counts.get("ham").asLong()).isEqualTo(10 - spam);
    assertThat(dryRun(file, "--where", "nothing=1").out())
        .contains("expected a column 'nothing' for --where");
  }

  @Test
  void shouldRefuseASampleThatIsOutOfRange() throws IOException {
    Path file = write("in.csv", "text,spam\na,1\n");

    CommandRun large = dryRun(file, "--sample", "2", "--random-state", "1");
    assertThat(large.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(large.err()).contains("expected at least 2 rows for the sample, found 1");
    assertThat(dryRun(file, "--sample", "1").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(dryRun(file, "--sample", "1", "--random-state", "4294967296").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(counts(dryRun(file, "--sample", "0", "--random-state", "1")).get("spam").asInt())
        .isZero();
  }
}
