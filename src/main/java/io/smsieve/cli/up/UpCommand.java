package io.smsieve.cli.up;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Home;
import io.smsieve.cli.StopSignal;
import io.smsieve.cli.Terminal;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve up}: everything on one machine, with messages to look at. */
@Command(
    name = "up",
    description = {
      "Start a broker, a registry, the filter and the evaluation on this machine, feed them messages"
          + " and labelled examples of ours, and show what becomes of these. Ctrl-C stops"
          + " everything.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class UpCommand implements Callable<Integer> {

  private static final double DEFAULT_RATE = 20;
  private static final Path ARTEFACT = Path.of("target", "quarkus-app", "quarkus-run.jar");

  @Spec private CommandSpec spec;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages per second (default: 20; with --messages as many as possible).")
  private Double rate;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "Send exactly N messages (default: go on until stopped).")
  private Long messages;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Labelled examples per second, from the first verdict on; 0: none (default:"
              + " ${DEFAULT-VALUE}).")
  private double examples;

  @Option(
      names = "--exit",
      description =
          "Stop when all messages are accounted for; exit with 5 when one is not. Needs --messages.")
  private boolean exit;

  @Option(
      names = "--json",
      description = "Instead of the screen, print one JSON object at the end.")
  private boolean json;

  @Option(names = "--hide-text", description = "Show the last verdicts without their texts.")
  private boolean hideText;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The model bundle (default: the one in model/bundles).")
  private Path bundle;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder for everything that is kept (default: .smsieve in the project's folder).")
  private Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "The broker's port; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "The registry's port; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The filter's port; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic that is created (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the order of the messages (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    long processStart =
        System.nanoTime()
            - TimeUnit.MILLISECONDS.toNanos(ManagementFactory.getRuntimeMXBean().getUptime());
    UpOptions options = options();
    Path home = Home.folder();
    SampleMessages samples = SampleMessages.read(home.resolve("data"), seed);
    Optional<Summary> summary;
    try (StopSignal stop = new StopSignal();
        View view = view();
        Stack stack = new Stack(home, home.resolve(ARTEFACT), options, view::step)) {
      summary = new Session(options, stack, samples, view, stop, processStart).run();
    }
    return summary.map(this::report).orElse(ExitCode.OK);
  }

  private int report(Summary summary) {
    if (json) {
      spec.commandLine().getOut().println(toJson(summary));
    }
    if (!exit) {
      return ExitCode.OK;
    }
    long accounted = summary.spam() + summary.ham() + summary.deadLetter();
    if (summary.produced() == messages && accounted == messages) {
      return ExitCode.OK;
    }
    throw new CommandFailedException(
        ExitCode.CHECK_FAILED,
        "expected "
            + messages
            + " messages to be sent and accounted for, found "
            + summary.produced()
            + " sent and "
            + accounted
            + " accounted for: see the logs in the data folder");
  }

  private static String toJson(Summary summary) {
    try {
      return new ObjectMapper().writeValueAsString(summary);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("numbers and texts can be written", impossible);
    }
  }

  private View view() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (json) {
      return new PlainView(err);
    }
    return Terminal.isStandardOutput()
        ? new TerminalView(out, new Screen(!hideText, spec.commandLine().getColorScheme().ansi()))
        : new PlainView(out);
  }

  private UpOptions options() {
    check(rate == null || rate > 0, "--rate", "a number above 0", rate);
    check(messages == null || messages > 0, "--messages", "a number from 1", messages);
    check(examples >= 0, "--examples", "a number from 0", examples);
    check(!exit || messages != null, "--exit", "--messages beside it", "none");
    check(partitions > 0, "--partitions", "a number from 1", partitions);
    checkPort("--kafka-port", kafkaPort);
    checkPort("--registry-port", registryPort);
    checkPort("--http-port", httpPort);
    return new UpOptions(
        data == null ? Home.folder().resolve(".smsieve") : absolute(data),
        Optional.ofNullable(bundle).map(UpCommand::checkedBundle),
        messages == null ? OptionalLong.empty() : OptionalLong.of(messages),
        rate(),
        examples,
        exit,
        partitions,
        kafkaPort,
        registryPort,
        httpPort,
        seed);
  }

  private OptionalDouble rate() {
    if (rate != null) {
      return OptionalDouble.of(rate);
    }
    return messages == null ? OptionalDouble.of(DEFAULT_RATE) : OptionalDouble.empty();
  }

  private static Path checkedBundle(Path bundle) {
    Path folder = absolute(bundle);
    if (!Files.isRegularFile(folder.resolve("bundle.json"))) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected a model bundle (a folder with a bundle.json) at "
              + folder
              + ", found none: name the folder of one with --bundle");
    }
    return folder;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void checkPort(String option, int port) {
    check(port >= 0 && port <= 65_535, option, "a port from 0 to 65535", port);
  }

  private void check(boolean good, String option, String expected, Object found) {
    if (!good) {
      throw new ParameterException(
          spec.commandLine(), option + ": expected " + expected + ", found " + found);
    }
  }
}
