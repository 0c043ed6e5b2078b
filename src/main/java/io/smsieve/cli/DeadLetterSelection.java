package io.smsieve.cli;

import io.smsieve.stream.deadletter.DeadLetter;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.stream.deadletter.DeadLetters;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose among dead letters. */
final class DeadLetterSelection {

  @Option(
      names = "--reason",
      split = ",",
      description = "Only these reasons: ${COMPLETION-CANDIDATES}")
  private Set<DeadLetterReason> reasons = EnumSet.noneOf(DeadLetterReason.class);

  @Option(names = "--topic", description = "Only letters that were read from this topic.")
  private String topic;

  @Option(names = "--partition", description = "Only this partition of the dead-letter topic.")
  private Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "N[-M]",
      converter = Offsets.Converter.class,
      description = "Only these offsets of the dead-letter topic.")
  private Offsets offsets;

  /**
   * A range of offsets.
   *
   * @param first included
   * @param last included
   */
  record Offsets(long first, long last) {

    /** Reads N or N-M. */
    static final class Converter implements ITypeConverter<Offsets> {
      @Override
      public Offsets convert(String value) {
        if (!value.matches("[0-9]{1,18}(-[0-9]{1,18})?")) {
          throw new TypeConversionException("expected an offset or a range such as 10-20");
        }
        int dash = value.indexOf('-');
        long first = Long.parseLong(dash < 0 ? value : value.substring(0, dash));
        return new Offsets(first, dash < 0 ? first : Long.parseLong(value.substring(dash + 1)));
      }
    }
  }

  /** Whether anything was chosen. */
  boolean isGiven() {
    return !reasons.isEmpty() || topic != null || partition != null || offsets != null;
  }

  /** Whether an entry is chosen; what is no letter of ours never is. */
  boolean takes(DeadLetters.Entry entry) {
    if (entry.letter().isEmpty()) {
      return false;
    }
    DeadLetter letter = entry.letter().get();
    long offset = entry.record().offset();
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (topic == null || topic.equals(letter.topic()))
        && (partition == null || partition == entry.record().partition())
        && (offsets == null || (offset >= offsets.first() && offset <= offsets.last()));
  }
}
