package io.smsieve.cli.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a proof between two hosts, which {@code deploy/two-hosts} fills in. */
final class HostsOptions {

  @Option(
      names = "--through",
      paramLabel = "COMMAND",
      description =
          "Start the processes through this command, words apart by blanks: on another host"
              + " (deploy/two-hosts sets this and the next two).")
  private String through = "";

  @Option(
      names = "--link",
      paramLabel = "SOCKET",
      description = "Where the line to that host takes orders.")
  private Path link;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "Where the embedded broker and registry listen (default: 127.0.0.1).")
  private String listen;

  @Option(
      names = "--cuts",
      paramLabel = "N",
      description = "Times that the line is cut (default: 1 with --link, else 0).")
  private Integer cuts;

  @Option(
      names = "--cut-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long a cut lasts (default: ${DEFAULT-VALUE}).")
  private int cutSeconds;

  @Option(
      names = "--slow-registries",
      paramLabel = "N",
      description =
          "Starts of the process while the registry is slow (default: 1 with --link, else 0).")
  private Integer slowRegistries;

  @Option(
      names = "--slow-millis",
      paramLabel = "N",
      defaultValue = "500",
      description = "What its packets take longer, each way (default: ${DEFAULT-VALUE}).")
  private int slowMillis;

  /** Refuses what makes no sense. */
  void check(CommandLine command) {
    int faults = cuts() + slowRegistries();
    check(command, link != null || faults == 0, "--cuts and --slow-registries", "--link", "none");
    for (int count : new int[] {cuts(), slowRegistries(), cutSeconds, slowMillis}) {
      check(command, count >= 0, "numbers of faults and times", "0 or more", count);
    }
  }

  private static void check(
      CommandLine command, boolean good, String option, String expected, Object found) {
    if (!good) {
      throw new ParameterException(command, option + ": expected " + expected + ", found " + found);
    }
  }

  Hosts hosts() {
    List<String> words = through.isBlank() ? List.of() : List.of(through.strip().split(" +"));
    return new Hosts(
        words,
        Optional.ofNullable(link).map(Link::new),
        Duration.ofSeconds(cutSeconds),
        Duration.ofMillis(slowMillis));
  }

  Optional<String> listen() {
    return Optional.ofNullable(listen);
  }

  int cuts() {
    return orDefault(cuts);
  }

  int slowRegistries() {
    return orDefault(slowRegistries);
  }

  private int orDefault(Integer given) {
    int byDefault = link == null ? 0 : 1;
    return given == null ? byDefault : given;
  }
}
