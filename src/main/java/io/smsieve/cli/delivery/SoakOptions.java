package io.smsieve.cli.delivery;

import io.smsieve.cli.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@link SoakCommand}. */
final class SoakOptions {

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

  /** More than any soak lets go. */
  private static final int MESSAGES = 1_000_000_000;

  private static final int MESSAGES_AN_EXAMPLE = 20;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long it goes on after the measurement" + DEFAULT)
  private int minutes;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      defaultValue = "80",
      description = "Of the measured rate" + DEFAULT)
  private int share;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages a second (default: the share of the measured rate).")
  private Double rate;

  @Option(
      names = "--measure-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long the rate is measured, after as long without" + DEFAULT)
  private int measureSeconds;

  @Option(
      names = "--fault-seconds",
      paramLabel = "N",
      defaultValue = "75",
      description = "One fault in as many seconds" + DEFAULT)
  private int faultSeconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Stream threads of each process" + DEFAULT)
  private int threads;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The model bundle (default: the default model).")
  private Path bundle;

  @Mixin private SceneOptions common;

  /** Refuses what makes no sense. */
  void check(CommandLine command) {
    common.check(command);
    SceneOptions.check(command, share > 0 && share <= 100, "--share", "1 to 100", share);
    SceneOptions.check(command, rate == null || rate > 0, "--rate", "a number above 0", rate);
    int[] counts = {minutes, measureSeconds, faultSeconds, threads};
    for (int count : counts) {
      SceneOptions.check(command, count >= 1, "times and numbers", "1 or more", count);
    }
  }

  SoakPlan soak() {
    return new SoakPlan(
        Duration.ofMinutes(minutes),
        share / 100.0,
        rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
        Duration.ofSeconds(measureSeconds),
        Duration.ofSeconds(faultSeconds));
  }

  boolean json() {
    return common.json;
  }

  Plan plan(Path work) {
    Path own = Home.folder().resolve(Path.of("model", "bundles", "smsieve-minilm"));
    Path model = bundle == null ? own : bundle.toAbsolutePath();
    Map<String, String> all = new HashMap<>();
    // As many as people have; the proof has fewer, so that work waits whenever it kills.
    all.put("smsieve.filter.slice.rows", "4096");
    all.put("smsieve.model.bundle", model.toString());
    all.putAll(common.settings);
    Hosts here = new Hosts(List.of(), Optional.empty(), Duration.ZERO, Duration.ZERO);
    return new Plan(
        MESSAGES,
        MESSAGES / MESSAGES_AN_EXAMPLE,
        common.partitions,
        threads,
        common.seed,
        Map.of(),
        all,
        here,
        model,
        work);
  }

  /** Our own broker and registry, started. */
  Site site(Path data) {
    return Site.embedded(data, Optional.empty(), common.brokerProperties);
  }
}
