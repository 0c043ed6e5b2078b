package io.smsieve.cli;

import io.smsieve.cli.input.InputException;
import io.smsieve.cli.input.Row;
import io.smsieve.record.LabelledExample;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which column of a file is which field of a labelled example. */
final class ExampleColumns {

  private static final Set<String> YES = Set.of("true", "1", "yes", "spam");
  private static final Set<String> NO = Set.of("false", "0", "no", "ham");

  @Option(
      names = "--text-column",
      defaultValue = "text",
      description = "The text. Default: ${DEFAULT-VALUE}")
  private String text;

  @Option(
      names = "--label-column",
      defaultValue = "spam",
      description = "Whether it is spam; null: not labelled. Default: ${DEFAULT-VALUE}")
  private String label;

  @Option(
      names = "--spam-value",
      paramLabel = "VALUE",
      description = "What the label column has for spam. Default: true, 1, yes or spam")
  private String spamValue;

  @Option(
      names = "--ham-value",
      paramLabel = "VALUE",
      description = "What the label column has for ham. Default: false, 0, no or ham")
  private String hamValue;

  @Option(
      names = "--political-column",
      defaultValue = "political",
      description =
          "Whether the text is political: true, false, 1, 0, yes or no. Default:"
              + " ${DEFAULT-VALUE}, if there")
  private String political;

  @Option(
      names = "--id-column",
      defaultValue = "id",
      description =
          "The example's identifier; of rows with the same the last one counts. Default:"
              + " ${DEFAULT-VALUE}, and FILE:LINE where a row has none")
  private String id;

  @Option(
      names = "--source-column",
      defaultValue = "source",
      description = "Where the example comes from. Default: ${DEFAULT-VALUE}, else the file's name")
  private String source;

  @Option(
      names = "--attribute-columns",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that become attributes of the example, which slices are made by.")
  private List<String> attributes = List.of();

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE[,VALUE...]",
      description = "Only rows that have one of these values there; may be given several times.")
  private Map<String, String> where = Map.of();

  /** The attributes that examples have. */
  List<String> attributes() {
    return attributes;
  }

  /**
   * Whether a row is wanted.
   *
   * @throws InputException when it has no such column
   */
  boolean isWanted(Row row) {
    for (Map.Entry<String, String> each : where.entrySet()) {
      if (!row.has(each.getKey())) {
        throw new InputException(
            row.place() + ": expected a column '" + each.getKey() + "' for --where, found none");
      }
      String value = row.scalar(each.getKey()).orElse("");
      if (!List.of(each.getValue().split(",", -1)).contains(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The example of a row.
   *
   * @param file what is its source where no column says
   * @param observedAt when it was seen
   * @throws InputException when the row has no text or no column of labels, or a field is of the
   *     wrong type
   */
  LabelledExample example(Row row, String file, Instant observedAt) {
    Map<String, String> named = new LinkedHashMap<>();
    attributes.forEach(name -> row.scalar(name).ifPresent(value -> named.put(name, value)));
    return LabelledExample.newBuilder()
        .setId(row.scalar(id).orElse(row.place()))
        .setText(row.text(text).orElseThrow(() -> missing(row, text, "a text")))
        .setSpam(spam(row).orElse(null))
        .setPolitical(political(row).orElse(null))
        .setSource(row.scalar(source).orElse(file))
        .setAttributes(named)
        .setObservedAt(observedAt)
        .build();
  }

  private Optional<Boolean> spam(Row row) {
    if (!row.has(label)) {
      throw missing(row, label, "a column of labels, which --label-column names");
    }
    Optional<String> value = row.scalar(label);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    boolean spam = is(value.get(), spamValue, YES);
    if (spam == is(value.get(), hamValue, NO)) {
      throw missing(
          row,
          label,
          spam
              ? "different values for --spam-value and --ham-value"
              : "the label of spam or of ham, see --spam-value and --ham-value");
    }
    return Optional.of(spam);
  }

  private Optional<Boolean> political(Row row) {
    return row.scalar(political)
        .map(
            value -> {
              boolean yes = is(value, null, YES);
              if (!yes && !is(value, null, NO)) {
                throw missing(row, political, "true, false, 1, 0, yes or no");
              }
              return yes;
            });
  }

  private static boolean is(String value, String wanted, Set<String> usual) {
    return wanted == null
        ? usual.contains(value.strip().toLowerCase(Locale.ROOT))
        : wanted.equals(value);
  }

  // What was found is not quoted: with a wrong column it is a text.
  private static InputException missing(Row row, String column, String expected) {
    return new InputException(
        row.place() + ": expected " + expected + " in '" + column + "', found something else");
  }
}
