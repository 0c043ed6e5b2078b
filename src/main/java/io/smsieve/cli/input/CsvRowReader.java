package io.smsieve.cli.input;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** CSV by RFC 4180 in UTF-8, with commas and the columns' names in the first line. */
final class CsvRowReader implements RowReader {

  private final String name;
  private final CsvReader<NamedCsvRecord> csv;
  private final Iterator<NamedCsvRecord> records;
  private long line = 1;

  private CsvRowReader(String name, CsvReader<NamedCsvRecord> csv) {
    this.name = name;
    this.csv = csv;
    this.records = csv.iterator();
  }

  static CsvRowReader open(String name, InputStream in) {
    // Unlike a charset, a decoder reports what is malformed.
    Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    return new CsvRowReader(
        name, CsvReader.builder().detectBomHeader(false).ofNamedCsvRecord(withoutMark(reader)));
  }

  private static Reader withoutMark(Reader reader) {
    return new ByteOrderMarkReader(reader);
  }

  @Override
  public Optional<Row> next() throws IOException {
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      NamedCsvRecord found = records.next();
      line = found.getStartingLineNumber();
      Map<String, Object> values = new LinkedHashMap<>(found.getFieldsAsMap());
      return Optional.of(Row.line(name, line, values));
    } catch (CsvParseException malformed) {
      throw new InputException(
          name
              + ": expected rows with as many fields as the first line has names, and quotes that"
              + " close, found something else after line "
              + line,
          malformed);
    } catch (UncheckedIOException unreadable) {
      if (unreadable.getCause() instanceof CharacterCodingException) {
        throw new InputException(
            name + ": expected UTF-8, found bytes that are none after line " + line);
      }
      throw unreadable.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
