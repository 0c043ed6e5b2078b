package io.smsieve.embedded;

import io.smsieve.embedded.event.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Reads the command line. Each parser is used once. */
final class OptionParser {

  private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kmgKMG]");
  private static final Pattern HOST_AND_PORT = Pattern.compile(".+:[0-9]{1,5}");
  private static final Set<String> ANY = Set.of("0.0.0.0", "::");

  private Path data = Path.of(".smsieve");
  private Set<Part> parts = EnumSet.allOf(Part.class);
  private int kafkaPort = 9092;
  private int registryPort = 8081;
  private final Map<String, TopicSpec> topics = new LinkedHashMap<>();
  private String brokerHeap = "256m";
  private String registryHeap = "192m";
  private final Map<String, String> brokerProperties = new LinkedHashMap<>();
  private final Map<String, String> registryProperties = new LinkedHashMap<>();
  private String listen = Endpoints.HOST;
  private Optional<String> advertised = Optional.empty();
  private OptionalInt cpus = OptionalInt.empty();
  private Duration readyTimeout = Duration.ofSeconds(60);
  private boolean restartDead;
  private Options.Stdin stdin = Options.Stdin.STOPS;
  private Options.Format format = Options.Format.AUTOMATIC;

  private OptionParser() {}

  /**
   * Reads the command line.
   *
   * @throws LaunchException when it is wrong
   */
  static Options parse(List<String> arguments) {
    OptionParser parser = new OptionParser();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      parser.read(rest);
    }
    return parser.options();
  }

  private void read(Deque<String> rest) {
    String argument = rest.remove();
    int equals = argument.indexOf('=');
    if (argument.startsWith("--") && equals > 0) {
      rest.addFirst(argument.substring(equals + 1));
      argument = argument.substring(0, equals);
      if (readSwitch(argument)) {
        throw usage(argument + " takes no value");
      }
    } else if (readSwitch(argument)) {
      return;
    }
    readValue(argument, rest);
  }

  private boolean readSwitch(String option) {
    switch (option) {
      case "--restart-dead" -> restartDead = true;
      case "--ignore-stdin" -> stdin = Options.Stdin.IGNORED;
      case "--human" -> format = Options.Format.HUMAN;
      case "--json" -> format = Options.Format.JSON;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readValue(String option, Deque<String> rest) {
    switch (option) {
      case "--data" -> data = path(option, rest);
      case "--only" -> parts = EnumSet.of(part(option, value(option, rest)));
      case "--kafka-port" -> kafkaPort = port(option, rest);
      case "--registry-port" -> registryPort = port(option, rest);
      case "--listen" -> listen = value(option, rest);
      case "--advertise" -> advertised = Optional.of(hostAndPort(option, value(option, rest)));
      case "--topic" -> addTopic(option, value(option, rest));
      case "--topics" -> addTopics(option, path(option, rest));
      case "--broker-heap" -> brokerHeap = heap(option, value(option, rest));
      case "--registry-heap" -> registryHeap = heap(option, value(option, rest));
      case "--broker-property" -> addProperty(option, value(option, rest), brokerProperties);
      case "--registry-property" -> addProperty(option, value(option, rest), registryProperties);
      case "--cpus" ->
          cpus = OptionalInt.of(number(option, value(option, rest), n -> n > 0, "1 or more"));
      case "--ready-timeout" ->
          readyTimeout =
              Duration.ofSeconds(number(option, value(option, rest), n -> n > 0, "1 or more"));
      default -> throw usage("unknown option '" + option + "'");
    }
  }

  private Options options() {
    if (!parts.contains(Part.BROKER) && !(topics.isEmpty() && brokerProperties.isEmpty())) {
      throw usage("--topic, --topics and --broker-property need the broker: drop --only registry");
    }
    if (!parts.contains(Part.REGISTRY) && !registryProperties.isEmpty()) {
      throw usage("--registry-property needs the registry: drop --only broker");
    }
    if (parts.size() > 1 && kafkaPort != 0 && kafkaPort == registryPort) {
      throw usage("--kafka-port and --registry-port are both " + kafkaPort);
    }
    if (advertised.isEmpty() && parts.contains(Part.BROKER) && ANY.contains(listen)) {
      throw usage("--listen " + listen + " is no address to connect to: add --advertise HOST:PORT");
    }
    return new Options(
        data,
        parts,
        new Options.Broker(
            kafkaPort, brokerHeap, new ArrayList<>(topics.values()), brokerProperties),
        new Options.Registry(registryPort, registryHeap, registryProperties),
        new Options.Listening(listen, advertised),
        cpus,
        readyTimeout,
        restartDead,
        stdin,
        format);
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty() || rest.element().startsWith("--")) {
      throw usage(option + " needs a value");
    }
    return rest.remove();
  }

  private static Path path(String option, Deque<String> rest) {
    String value = value(option, rest);
    try {
      return Path.of(value);
    } catch (InvalidPathException invalid) {
      throw usage(option + " " + value + ": not a path");
    }
  }

  private static Part part(String option, String value) {
    return switch (value) {
      case "broker" -> Part.BROKER;
      case "registry" -> Part.REGISTRY;
      default -> throw usage(option + " " + value + ": neither broker nor registry");
    };
  }

  private static int port(String option, Deque<String> rest) {
    return number(option, value(option, rest), n -> n >= 0 && n <= 65_535, "0 to 65535");
  }

  private static String hostAndPort(String option, String value) {
    if (!HOST_AND_PORT.matcher(value).matches()) {
      throw usage(option + " " + value + ": not of the form HOST:PORT");
    }
    return value;
  }

  private static int number(String option, String value, IntPredicate allowed, String range) {
    try {
      int number = Integer.parseInt(value);
      if (allowed.test(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, as a number out of range is.
    }
    throw usage(option + " " + value + ": not a number of the range " + range);
  }

  private static String heap(String option, String value) {
    if (!HEAP.matcher(value).matches()) {
      throw usage(option + " " + value + ": not a size such as 256m or 1g");
    }
    return value;
  }

  private static void addProperty(String option, String value, Map<String, String> properties) {
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw usage(option + " " + value + ": not of the form key=value");
    }
    properties.put(value.substring(0, equals), value.substring(equals + 1));
  }

  private void addTopic(String where, String text) {
    try {
      TopicSpec topic = TopicSpec.parse(text);
      if (topics.putIfAbsent(topic.name(), topic) != null) {
        throw usage(where + ": topic " + topic.name() + " is given twice");
      }
    } catch (IllegalArgumentException invalid) {
      throw usage(where + ": " + invalid.getMessage());
    }
  }

  private void addTopics(String option, Path file) {
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
          addTopic(file + ", line " + number, line);
        }
      }
    } catch (IOException unreadable) {
      throw new LaunchException(
          ExitCode.USAGE, option + " " + file + ": the file cannot be read", unreadable);
    }
  }

  private static LaunchException usage(String message) {
    return new LaunchException(ExitCode.USAGE, message + " (--help lists the options)");
  }
}
