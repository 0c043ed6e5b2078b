package io.smsieve.cli.delivery;

import io.smsieve.cli.Home;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@link ProveDeliveryCommand}. */
final class ProofOptions {

  private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";
  private static final int MESSAGES_AN_EXAMPLE = 20;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "SIGKILLs of the process" + DEFAULT)
  private int kills;

  @Option(
      names = "--state-wipes",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of these, how many with the state folder deleted" + DEFAULT)
  private int stateWipes;

  @Option(
      names = "--stops",
      paramLabel = "N",
      defaultValue = "2",
      description = "Orderly stops and starts" + DEFAULT)
  private int stops;

  @Option(
      names = "--joins",
      paramLabel = "N",
      defaultValue = "2",
      description = "Times that a second process joins and leaves" + DEFAULT)
  private int joins;

  @Option(
      names = "--broker-kills",
      paramLabel = "N",
      description = "SIGKILLs of the embedded broker (default: 1; 0 with --bootstrap-servers).")
  private Integer brokerKills;

  @Option(
      names = "--registry-kills",
      paramLabel = "N",
      description = "SIGKILLs of the embedded registry (default: 1; 0 with --bootstrap-servers).")
  private Integer registryKills;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Messages that flow meanwhile" + DEFAULT)
  private int messages;

  @Option(
      names = "--examples",
      paramLabel = "N",
      description = "Records of labelled examples beside them (default: one for 20 messages).")
  private Integer examples;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Stream threads of the filter" + DEFAULT)
  private int threads;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The model bundle (default: the tiny one).")
  private Path bundle;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description =
          "A broker that runs already; topics of the proof's own are created and deleted there"
              + " (default: the embedded one is started).")
  private String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The Confluent-compatible interface of the registry beside it.")
  private URI registry;

  @Mixin private HostsOptions hosts;

  @Mixin private SceneOptions common;

  /** Refuses what makes no sense. */
  void check(CommandLine command) {
    common.check(command);
    hosts.check(command);
    SceneOptions.check(command, messages >= 100, "--messages", "a number from 100", messages);
    SceneOptions.check(command, examples() >= 1, "--examples", "a number from 1", examples());
    SceneOptions.check(command, threads >= 1, "--threads", "a number from 1", threads);
    SceneOptions.check(
        command, stateWipes <= kills, "--state-wipes", "at most --kills", stateWipes);
    SceneOptions.check(
        command,
        (bootstrapServers == null) == (registry == null),
        "--bootstrap-servers",
        "--registry beside it",
        "one without the other");
    SceneOptions.check(
        command,
        bootstrapServers == null || brokerKills() + registryKills() == 0,
        "--broker-kills and --registry-kills",
        "0 where broker and registry are somebody's",
        brokerKills() + registryKills());
    for (int count : new int[] {kills, stateWipes, stops, joins, brokerKills(), registryKills()}) {
      SceneOptions.check(command, count >= 0, "numbers of faults", "0 or more", count);
    }
  }

  boolean json() {
    return common.json;
  }

  Plan plan(Path work) {
    Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    faults.put(Fault.KILL, kills - stateWipes);
    faults.put(Fault.KILL_AND_WIPE, stateWipes);
    faults.put(Fault.STOP, stops);
    faults.put(Fault.JOIN, joins);
    faults.put(Fault.BROKER, brokerKills());
    faults.put(Fault.REGISTRY, registryKills());
    faults.put(Fault.CUT, hosts.cuts());
    faults.put(Fault.SLOW_REGISTRY, hosts.slowRegistries());
    Path tiny = Home.folder().resolve(Path.of("model", "bundles", "tiny"));
    Path model = bundle == null ? tiny : bundle.toAbsolutePath();
    Map<String, String> all = new HashMap<>(common.settings);
    all.put("smsieve.model.bundle", model.toString());
    return new Plan(
        messages,
        examples(),
        common.partitions,
        threads,
        common.seed,
        faults,
        all,
        hosts.hosts(),
        model,
        work);
  }

  /** Somebody's broker and registry, or our own, started. */
  Site site(Path data) {
    return bootstrapServers == null
        ? Site.embedded(data, hosts.listen(), common.brokerProperties)
        : Site.of(bootstrapServers, registry);
  }

  private int examples() {
    return examples == null ? messages / MESSAGES_AN_EXAMPLE : examples;
  }

  private int brokerKills() {
    return orDefault(brokerKills);
  }

  private int registryKills() {
    return orDefault(registryKills);
  }

  private int orDefault(Integer given) {
    int byDefault = bootstrapServers == null ? 1 : 0;
    return given == null ? byDefault : given;
  }
}
