package io.smsieve.cli.delivery;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of every command that lets messages flow through a scene. */
final class SceneOptions {

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic" + DEFAULT)
  int partitions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which fault comes when" + DEFAULT)
  long seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the processes; repeatable.")
  Map<String, String> settings = Map.of();

  @Option(
      names = "--broker-property",
      paramLabel = "KEY=VALUE",
      description = "A setting of the embedded broker; repeatable.")
  List<String> brokerProperties = List.of();

  @Option(names = "--json", description = "Print one JSON object at the end.")
  boolean json;

  /** Refuses what makes no sense. */
  void check(CommandLine command) {
    check(command, partitions >= 1, "--partitions", "a number from 1", partitions);
  }

  /** Refuses an option unless it is good. */
  static void check(
      CommandLine command, boolean good, String option, String expected, Object found) {
    if (!good) {
      throw new ParameterException(command, option + ": expected " + expected + ", found " + found);
    }
  }
}
