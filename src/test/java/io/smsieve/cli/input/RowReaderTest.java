package io.smsieve.cli.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

  private static final String TEXT = "Grüße, \"you\" 👋\nat 7";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Format.class)
  void shouldReadTheSameRowsFromEveryFormat(Format format) throws Exception {
    Path file = folder.resolve("messages [1]." + format.name().toLowerCase(java.util.Locale.ROOT));
    write(file, format);

    List<Row> rows = rows(InputFile.of(file.toString(), null), InputStream.nullInputStream());

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).text("text")).contains(TEXT);
    assertThat(rows.get(0).scalar("id")).contains("1");
    assertThat(rows.get(1).text("text")).contains("second");
    assertThat(rows.get(1).scalar("nothing")).isEmpty();
  }

  private static void write(Path file, Format format) throws IOException, SQLException {
    switch (format) {
      case JSONL ->
          Files.writeString(
              file,
              "\uFEFF{\"id\":1,\"text\":\"Grüße, \\\"you\\\" 👋\\nat 7\"}\r\n"
                  + "\n{\"id\":2,\"text\":\"second\"}");
      case CSV ->
          Files.writeString(
              file, "\uFEFFid,text\r\n1,\"Grüße, \"\"you\"\" 👋\nat 7\"\r\n2,second\r\n");
      case PARQUET -> {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            Statement statement = connection.createStatement()) {
          statement.execute(
              "COPY (SELECT 1 AS id, '"
                  + TEXT
                  + "' AS text UNION ALL SELECT 2, 'second')"
                  + " TO '"
                  + file
                  + "' (FORMAT parquet)");
        }
      }
    }
  }

  private static List<Row> rows(InputFile file, InputStream in) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (RowReader reader = file.open(in)) {
      for (Optional<Row> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  private static List<Row> standardInput(Format format, byte[] bytes) throws IOException {
    return rows(InputFile.of("-", format), new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "null", "{\"text\":\"ferry\"", "{} {}", "ferry", "{\"a\":ferry}"})
  void shouldNameTheLineAndQuoteNothingWhenALineIsNoObject(String line) {
    byte[] bytes = ("{\"text\":\"fine\"}\n" + line).getBytes(UTF_8);

    assertThatThrownBy(() -> standardInput(Format.JSONL, bytes))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("standard input:2: expected")
        .hasMessageNotContaining("ferry");
  }

  @Test
  void shouldNameTheLineWhenItIsNoUtf8() {
    byte[] bytes = "{\"text\":\"a\"}\n{\"text\":\"Grüße\"}".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> standardInput(Format.JSONL, bytes))
        .hasMessage("standard input:2: expected UTF-8, found bytes that are none");
    byte[] csv = "text\na\nGrüße\n".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> standardInput(Format.CSV, csv))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected UTF-8");
  }

  @Test
  void shouldRefuseALineThatWouldFillTheMemory() {
    byte[] bytes = new byte[JsonLinesReader.MAX_LINE_BYTES + 2];
    java.util.Arrays.fill(bytes, (byte) ' ');

    assertThatThrownBy(() -> standardInput(Format.JSONL, bytes))
        .hasMessageContaining("expected lines of at most 4194304 bytes");
  }

  @Test
  void shouldNameThePlaceWhenCsvRowsHaveTheWrongNumberOfFields() {
    byte[] bytes = "id,text\n1,fine\n2,ferry,4\n".getBytes(UTF_8);

    assertThatThrownBy(() -> standardInput(Format.CSV, bytes))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("after line 2")
        .hasMessageNotContaining("ferry");
  }

  @Test
  void shouldSayWhatIsExpectedWhenAColumnIsMissingOrOfTheWrongType() throws IOException {
    Row row =
        standardInput(
                Format.JSONL, "{\"text\":5,\"nested\":{},\"half\":\"\\ud800\"}".getBytes(UTF_8))
            .get(0);

    assertThatThrownBy(() -> row.text("body")).hasMessageContaining("expected a column 'body'");
    assertThatThrownBy(() -> row.text("text")).hasMessageContaining("found a number");
    assertThatThrownBy(() -> row.scalar("nested")).hasMessageContaining("found something nested");
    assertThatThrownBy(() -> row.text("half")).hasMessageContaining("surrogate");
  }

  @Test
  void shouldSayWhatToDoWhenAFileIsMissingOrItsNameTellsNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("data.bin"), "x");

    assertThatThrownBy(() -> InputFile.of(folder.resolve("no.csv").toString(), null))
        .hasMessageContaining("expected a file that can be read");
    assertThatThrownBy(() -> InputFile.of(file.toString(), null)).hasMessageContaining("--format");
    assertThatThrownBy(() -> InputFile.of("-", Format.PARQUET)).hasMessageContaining("give a file");
    assertThatThrownBy(
            () ->
                rows(InputFile.of(file.toString(), Format.PARQUET), InputStream.nullInputStream()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a Parquet file");
  }
}
