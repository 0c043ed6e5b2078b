package io.smsieve.embedded;

import io.smsieve.embedded.child.BrokerMain;
import io.smsieve.embedded.event.Endpoints;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Configures a broker that is its own controller: one node, nothing replicated. */
final class BrokerSetup {

  private static final String ONE = "1";

  private BrokerSetup() {}

  /** Writes the broker's properties and returns the command that starts it. */
  static ChildCommand prepare(
      Options options, Ports ports, DataFolder folder, Installation installation) {
    Properties properties =
        properties(options.broker().properties(), options.listening(), ports, folder);
    try (Writer writer = Files.newBufferedWriter(folder.brokerProperties())) {
      properties.store(writer, "Written at each start");
    } catch (IOException unwritable) {
      throw new LaunchException(
          ExitCode.ENVIRONMENT,
          folder.brokerProperties() + " cannot be written: " + unwritable.getMessage(),
          unwritable);
    }
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    folder.brokerProperties().toString(), Endpoints.HOST + ":" + ports.internal()),
                options.broker().topics().stream().map(TopicSpec::format))
            .toList();
    return ChildCommand.builder(Part.BROKER, installation, folder)
        .heap(options.broker().heap())
        .cpus(options.cpus())
        .property("log4j2.configurationFile", "smsieve-broker-log4j2.xml")
        .property("smsieve.log", folder.log(Part.BROKER).toString())
        .main(installation.brokerClassPath(), BrokerMain.class, arguments);
  }

  static Properties properties(
      Map<String, String> overrides, Options.Listening listening, Ports ports, DataFolder folder) {
    Properties properties = new Properties();
    properties.putAll(node(listening, ports, folder));
    properties.putAll(internalTopics());
    properties.putAll(resources());
    properties.putAll(overrides);
    return properties;
  }

  private static Map<String, String> node(
      Options.Listening listening, Ports ports, DataFolder folder) {
    String clients = "CLIENTS://" + listening.address() + ":" + ports.kafka();
    String advertised = listening.advertised().map(a -> "CLIENTS://" + a).orElse(clients);
    String internal = "INTERNAL://" + Endpoints.HOST + ":" + ports.internal();
    String controller = Endpoints.HOST + ":" + ports.controller();
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        ONE,
        "controller.quorum.voters",
        "1@" + controller,
        "listeners",
        clients + "," + internal + ",CONTROLLER://" + controller,
        "advertised.listeners",
        advertised + "," + internal,
        "listener.security.protocol.map",
        "CLIENTS:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name",
        "INTERNAL",
        "controller.listener.names",
        "CONTROLLER",
        "log.dirs",
        folder.brokerData().toString());
  }

  private static Map<String, String> internalTopics() {
    return Map.ofEntries(
        Map.entry("default.replication.factor", ONE),
        Map.entry("offsets.topic.replication.factor", ONE),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("offsets.topic.segment.bytes", "8388608"),
        Map.entry("transaction.state.log.replication.factor", ONE),
        Map.entry("transaction.state.log.min.isr", ONE),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("transaction.state.log.segment.bytes", "8388608"),
        Map.entry("share.coordinator.state.topic.replication.factor", ONE),
        Map.entry("share.coordinator.state.topic.min.isr", ONE),
        Map.entry("share.coordinator.state.topic.num.partitions", "4"),
        // A misspelt topic is an error to be seen, not a new topic.
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("group.initial.rebalance.delay.ms", "100"),
        // Lets a test, or an impatient user, notice a killed consumer sooner than after 6 s.
        Map.entry("group.min.session.timeout.ms", "1000"));
  }

  private static Map<String, String> resources() {
    return Map.of(
        // A broker that was killed may come back only when its old session has run out: 9 s by
        // default. Shorter still, a busy machine would fence a broker that is well.
        "broker.session.timeout.ms", "5000",
        "broker.heartbeat.interval.ms", "1000",
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "2",
        "log.segment.bytes", "134217728",
        // The default maps 10 MB for each of two indexes of each partition.
        "log.index.size.max.bytes", "1048576",
        // The default, 128 MB, is half of the heap.
        "log.cleaner.dedupe.buffer.size", "16777216");
  }
}
