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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which column of a file is which field of a labelled example. */
final class ExampleColumns {

  private static final Set<String> SPAM = Set.of("true", "spam", "1", "yes");
  private static final Set<String> HAM = Set.of("false", "ham", "0", "no");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "The text. Default: ${DEFAULT-VALUE}")
  private String text;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      defaultValue = "spam",
      description =
          "Whether it is spam; nothing there: not labelled yet. Default: ${DEFAULT-VALUE}")
  private String label;

  @Option(
      names = "--spam-value",
      paramLabel = "VALUE",
      description =
          "What the label column has for spam; with --ham-value. Default: true, spam, 1, yes")
  private String spamValue;

  @Option(
      names = "--ham-value",
      paramLabel = "VALUE",
      description = "What it has for ham. Default: false, ham, 0, no")
  private String hamValue;

  @Option(
      names = "--political-column",
      paramLabel = "NAME",
      defaultValue = "political",
      description =
          "Whether it is political: true, 1, yes, or false, 0, no. Default: ${DEFAULT-VALUE}, if"
              + " there")
  private String political;

  @Option(
      names = "--time-column",
      paramLabel = "NAME",
      description =
          "When the text was seen: a timestamp, ISO 8601 or milliseconds since 1970. Default: the"
              + " time of this command")
  private String time;

  @Option(
      names = "--id-column",
      paramLabel = "NAME",
      defaultValue = "id",
      description =
          "The example's identifier; of rows with the same the last one counts. Default:"
              + " ${DEFAULT-VALUE}; for what stands in a row without one see docs/evaluation.md")
  private String id;

  @Option(
      names = "--source-column",
      paramLabel = "NAME",
      defaultValue = "source",
      description = "Where the example comes from. Default: ${DEFAULT-VALUE}, else the file's name")
  private String sourceColumn;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Where all the examples come from, whatever their rows say.")
  private String source;

  @Option(
      names = "--attribute-columns",
      paramLabel = "NAME",
      split = ",",
      description = "Columns that become attributes: slices can be made by them.")
  private List<String> attributes = List.of();

  /** The attributes that examples have. */
  List<String> attributes() {
    return attributes;
  }

  /**
   * Checks what Picocli cannot.
   *
   * @throws ParameterException when only one of the two labels is given, or both are the same
   */
  void check() {
    if ((spamValue == null) != (hamValue == null)
        || (spamValue != null && spamValue.equals(hamValue))) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --spam-value and --ham-value, different ones or neither, found "
              + (spamValue == null || hamValue == null ? "one" : "the same twice"));
    }
  }

  /** Makes the identifier of an example whose row has none. */
  @FunctionalInterface
  interface Identifier {
    String id(Row row, String source, String text);
  }

  /**
   * The example of a row.
   *
   * @param now when it was seen, where no column tells
   * @throws InputException when the row has no text column, or a field is of the wrong type
   */
  LabelledExample example(Row row, Instant now, Identifier identifier) {
    Map<String, String> named = new LinkedHashMap<>();
    attributes.forEach(name -> row.scalar(name).ifPresent(value -> named.put(name, value)));
    String found = row.text(text).orElseThrow(() -> wrong(row, "a text", text, "nothing"));
    String from = source(row);
    return LabelledExample.newBuilder()
        .setId(filled(row, id).orElseGet(() -> identifier.id(row, from, found)))
        .setText(found)
        .setSpam(spam(row))
        .setPolitical(truth(row, political).orElse(null))
        .setSource(from)
        .setAttributes(named)
        .setObservedAt(time == null ? now : seen(row))
        .build();
  }

  private String source(Row row) {
    return source == null ? filled(row, sourceColumn).orElse(row.file()) : source;
  }

  private static Optional<String> filled(Row row, String column) {
    return row.scalar(column).filter(value -> !value.isBlank());
  }

  private Instant seen(Row row) {
    return row.time(time).orElseThrow(() -> wrong(row, "a time", time, "nothing"));
  }

  private Boolean spam(Row row) {
    if (!row.has(label)) {
      throw new InputException(
          row.place() + ": expected a column '" + label + "' (--label-column), found none");
    }
    if (spamValue == null) {
      return truth(row, label).orElse(null);
    }
    Optional<String> value = row.scalar(label).filter(each -> !each.isEmpty());
    if (value.isEmpty()) {
      return null;
    }
    if (value.get().equals(spamValue) || value.get().equals(hamValue)) {
      return value.get().equals(spamValue);
    }
    throw wrong(row, "'" + spamValue + "' or '" + hamValue + "'", label, "something else");
  }

  private static Optional<Boolean> truth(Row row, String column) {
    return row.scalar(column)
        .map(value -> value.strip().toLowerCase(Locale.ROOT))
        .filter(value -> !value.isEmpty())
        .map(
            value -> {
              if (SPAM.contains(value) || HAM.contains(value)) {
                return SPAM.contains(value);
              }
              throw wrong(
                  row,
                  "true or false, 1 or 0, or what --spam-value and --ham-value say",
                  column,
                  "something else");
            });
  }

  // What stands there is not shown: the column may be another than was meant.
  private static InputException wrong(Row row, String expected, String column, String found) {
    return new InputException(
        row.place() + ": expected " + expected + " in '" + column + "', found " + found);
  }
}
