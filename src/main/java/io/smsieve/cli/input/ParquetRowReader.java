package io.smsieve.cli.input;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Parquet, read by DuckDB, which has the format built in and is kept from loading anything else.
 */
final class ParquetRowReader implements RowReader {

  private final String name;
  private final Connection connection;
  private final ResultSet rows;
  private final List<String> columns;
  private long row;

  private ParquetRowReader(String name, Connection connection, ResultSet rows) throws SQLException {
    this.name = name;
    this.connection = connection;
    this.rows = rows;
    ResultSetMetaData found = rows.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= found.getColumnCount(); i++) {
      names.add(found.getColumnName(i));
    }
    this.columns = List.copyOf(names);
  }

  static ParquetRowReader open(String name, Path path) throws IOException {
    try {
      Connection connection = connect();
      try {
        PreparedStatement query =
            connection.prepareStatement("SELECT * FROM read_parquet(?, hive_partitioning = false)");
        // Else the name would be a pattern.
        query.setString(1, path.toAbsolutePath().toString().replaceAll("([\\[\\]*?])", "[$1]"));
        return new ParquetRowReader(name, connection, query.executeQuery());
      } catch (SQLException unreadable) {
        connection.close();
        throw new InputException(
            name + ": expected a Parquet file, found one that DuckDB cannot read", unreadable);
      }
    } catch (SQLException failed) {
      throw new IOException("DuckDB does not start", failed);
    }
  }

  private static Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("threads", "1");
    properties.setProperty("memory_limit", "512MB");
    return DriverManager.getConnection("jdbc:duckdb:", properties);
  }

  @Override
  public Optional<Row> next() throws IOException {
    try {
      if (!rows.next()) {
        return Optional.empty();
      }
      row++;
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        values.put(columns.get(i), rows.getObject(i + 1));
      }
      return Optional.of(Row.numbered(name, row, values));
    } catch (SQLException broken) {
      throw new InputException(
          name + ": expected Parquet, found a part that cannot be read after row " + row, broken);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new IOException("DuckDB does not end", failed);
    }
  }
}
