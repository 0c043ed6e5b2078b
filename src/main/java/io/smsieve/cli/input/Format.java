package io.smsieve.cli.input;

import java.util.Locale;
import java.util.Optional;

/** The forms in which a file can hold messages. */
public enum Format {
  /** One JSON object a line. */
  JSONL,
  /** RFC 4180 with names in the first line. */
  CSV,
  /** Apache Parquet. */
  PARQUET;

  /** The format that a file's name tells, if any. */
  public static Optional<Format> ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
      return Optional.of(JSONL);
    }
    if (lower.endsWith(".csv")) {
      return Optional.of(CSV);
    }
    return lower.endsWith(".parquet") ? Optional.of(PARQUET) : Optional.empty();
  }
}
