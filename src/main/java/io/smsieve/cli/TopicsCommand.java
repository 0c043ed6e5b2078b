package io.smsieve.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.stream.TopicsConfig;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve topics}: our topics at a broker. */
@Command(
    name = "topics",
    description = {
      "List Smsieve's topics, and create those that are missing.",
      "Ends with code 5 when one is missing afterwards."
    },
    mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Option(names = "--create", description = "Create what is missing; change nothing that is there.")
  private boolean create;

  @Option(
      names = "--partitions",
      description =
          "Of the topics that are created. Default: smsieve.topics.partitions, else "
              + TopicsConfig.PARTITIONS)
  private Integer partitions;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    boolean missing = false;
    try (BrokerConnection broker = connection.broker()) {
      TopicAdmin admin = TopicAdmin.of(broker);
      List<String> names =
          TopicPlan.all().stream().map(plan -> plan.name(connection.settings())).toList();
      Set<String> created = create ? create(admin) : Set.of();
      Map<String, TopicDescription> there = admin.describe(names);
      Map<String, Map<String, Object>> details = details(broker, there);
      for (TopicPlan plan : TopicPlan.all()) {
        String name = plan.name(connection.settings());
        missing |= !there.containsKey(name);
        print(out, plan, name, details.get(name), created.contains(name));
      }
    }
    out.flush();
    return missing ? ExitCode.CHECK_FAILED : ExitCode.OK;
  }

  private Set<String> create(TopicAdmin admin) {
    Set<String> there = admin.names();
    Set<String> created = new LinkedHashSet<>();
    for (TopicPlan plan : TopicPlan.all()) {
      String name = plan.name(connection.settings());
      if (!there.contains(name) && created.add(name)) {
        admin.create(name, plan.partitions(partitions()), plan.config());
      }
    }
    return created;
  }

  private int partitions() {
    String found =
        partitions == null
            ? connection.settings().get("smsieve.topics.partitions", TopicsConfig.PARTITIONS)
            : partitions.toString();
    if (!found.matches("[1-9][0-9]{0,5}")) {
      throw new ParameterException(
          spec.commandLine(),
          "expected a number of partitions from 1 (--partitions, smsieve.topics.partitions), found "
              + found);
    }
    return Integer.parseInt(found);
  }

  private static Map<String, Map<String, Object>> details(
      BrokerConnection broker, Map<String, TopicDescription> topics) {
    List<ConfigResource> resources =
        topics.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<ConfigResource, Config> configs =
        broker.await(broker.admin().describeConfigs(resources).all(), "read the topics' settings");
    Map<String, Long> records = records(broker, topics);
    Map<String, Map<String, Object>> details = new HashMap<>();
    configs.forEach(
        (resource, config) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("partitions", topics.get(resource.name()).partitions().size());
          fields.put("cleanup", config.get("cleanup.policy").value());
          fields.put("retentionMillis", Long.parseLong(config.get("retention.ms").value()));
          fields.put("maxMessageBytes", Long.parseLong(config.get("max.message.bytes").value()));
          fields.put("endOffsets", records.getOrDefault(resource.name(), 0L));
          details.put(resource.name(), fields);
        });
    return details;
  }

  /** The sum of the partitions' end offsets: every record that was ever written, about. */
  private static Map<String, Long> records(
      BrokerConnection broker, Map<String, TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    p -> asked.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
    Map<String, Long> sums = new HashMap<>();
    broker
        .await(broker.admin().listOffsets(asked).all(), "read the topics' ends")
        .forEach((partition, end) -> sums.merge(partition.topic(), end.offset(), Long::sum));
    return sums;
  }

  private void print(
      PrintWriter out, TopicPlan plan, String name, Map<String, Object> details, boolean created)
      throws JsonProcessingException {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("topic", name);
      fields.put("role", plan.role());
      fields.put("exists", details != null);
      fields.put("created", created);
      fields.putAll(details == null ? Map.of() : details);
      out.println(new ObjectMapper().writeValueAsString(fields));
    } else if (details == null) {
      out.printf("%-24s missing; `smsieve topics --create` creates it%n", name);
    } else {
      out.printf(
          "%-24s %3s partitions  %12s end offset  %-8s %s%s%n",
          name,
          details.get("partitions"),
          details.get("endOffsets"),
          details.get("cleanup"),
          retention((Long) details.get("retentionMillis")),
          created ? "  created" : "");
    }
  }

  private static String retention(long millis) {
    if (millis < 0) {
      return "kept for ever";
    }
    long hours = millis / 3_600_000;
    return hours >= 48 ? "kept " + hours / 24 + " days" : "kept " + hours + " h";
  }
}
