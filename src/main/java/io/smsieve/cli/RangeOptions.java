package io.smsieve.cli;

import io.smsieve.replay.topic.Bound;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which part of a topic. */
final class RangeOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "BOUND",
      defaultValue = "beginning",
      description =
          "First record: beginning, end, a time (2026-01-31T12:00:00Z, or -24h from now, by the"
              + " records' timestamps), an offset, or offsets as 0:17,1:40 (default:"
              + " ${DEFAULT-VALUE}).")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "BOUND",
      defaultValue = "end",
      description = "End, itself left out, given in the same ways (default: ${DEFAULT-VALUE}).")
  private String to;

  @Option(
      names = "--step",
      paramLabel = "N(h|d)",
      description =
          "Also tell each part of this length apart, by observedAt: hours or days, as 1h or 7d.")
  private String step;

  /** Length of the parts by time. */
  Optional<Duration> step() {
    if (step == null) {
      return Optional.empty();
    }
    if (!step.matches("[1-9][0-9]{0,4}[hd]")) {
      throw new ParameterException(
          command.commandLine(), "--step: expected hours or days, as 1h or 7d, found " + step);
    }
    long number = Long.parseLong(step.substring(0, step.length() - 1));
    return Optional.of(step.endsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number));
  }

  /** Refuses what is no range, before anything is connected to. */
  void check() {
    from();
    to();
    step();
  }

  /** The first record. */
  Bound from() {
    return bound("--from", from);
  }

  /** The end. */
  Bound to() {
    return bound("--to", to);
  }

  /** The first record as it was asked for. */
  String fromText() {
    return from;
  }

  /** The end as it was asked for. */
  String toText() {
    return to;
  }

  private Bound bound(String option, String text) {
    try {
      return Bound.parse(text, Instant.now());
    } catch (IllegalArgumentException none) {
      throw new ParameterException(command.commandLine(), option + ": " + none.getMessage());
    }
  }
}
