package io.smsieve.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.record.LabelledExample;
import io.smsieve.record.LabelledSms;
import io.smsieve.record.TrafficWindow;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What an older version left behind when it was stopped, as {@code older-state/make.py} packs it:
 * the data of broker and registry, the state folder, and what was written to the topics.
 */
public final class OlderState {

  /** All topics of Kafka Streams' own, which a later version must find again. */
  public static final List<String> INTERNAL_TOPICS =
      List.of(
          "smsieve-evaluation-deltas-repartition",
          "smsieve-evaluation-ledger-changelog",
          "smsieve-evaluation-totals-changelog",
          "smsieve-filter-traffic-counts-changelog");

  /** So that the broker still has what grows older every day. */
  public static final List<String> LAUNCHER_OPTIONS =
      List.of(
          "--broker-property",
          "log.retention.ms=-1",
          "--broker-property",
          "offsets.retention.minutes=" + Integer.MAX_VALUE);

  private static final String ARCHIVE = "/older-state/2026-11-25.zip";

  /** Longer than the state will grow old, and short of 1970. */
  private static final String FOREVER = "20000d";

  private final Path folder;
  private final JsonNode about;

  private OlderState(Path folder, JsonNode about) {
    this.folder = folder;
    this.about = about;
  }

  /** Unpacks it; a stack that is started on {@code data} in this folder has its topics. */
  public static OlderState unpack(Path folder) throws IOException {
    try (InputStream packed = OlderState.class.getResourceAsStream(ARCHIVE);
        ZipInputStream archive = new ZipInputStream(packed)) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(archive, file);
      }
    }
    return new OlderState(
        folder, new ObjectMapper().readTree(folder.resolve("about.json").toFile()));
  }

  /** How many of the examples it had counted; the others wait in the topics. */
  public int counted() {
    return about.get("counted").asInt();
  }

  /** All examples, in the order in which they were written; each is a message as well. */
  public List<LabelledExample> examples() {
    List<LabelledExample> examples = new ArrayList<>();
    for (JsonNode row : about.get("examples")) {
      examples.add(
          LabelledExample.newBuilder()
              .setId(row.get("id").asText())
              .setText(row.get("text").asText())
              .setSpam(row.get("spam").asBoolean())
              .setPolitical(row.get("political").asBoolean())
              .setSource(row.get("source").asText())
              .setAttributes(Map.of())
              .setObservedAt(seen())
              .build());
    }
    return examples;
  }

  /** Before the first of them was seen. */
  public Instant begin() {
    return seen().truncatedTo(ChronoUnit.HOURS);
  }

  private Instant seen() {
    return Instant.parse(about.get("answer").get("newestExample").get("countedAt").asText())
        .minus(Duration.ofHours(1));
  }

  /** Settings that go on from it. */
  public Map<String, String> settings(EmbeddedStack stack) {
    Map<String, String> settings = new HashMap<>();
    settings.put("smsieve.roles", "filter,evaluation");
    settings.put("smsieve.kafka.bootstrap-servers", stack.bootstrapServers());
    settings.put("smsieve.registry.url", stack.registryUrl().toString());
    settings.put("smsieve.filter.traffic.enabled", "true");
    settings.put("smsieve.evaluation.state-dir", folder.resolve("state").toString());
    settings.put("smsieve.evaluation.hours-for", FOREVER);
    settings.put("smsieve.evaluation.max-lateness", FOREVER);
    settings.put("smsieve.filter.traffic.kept-for", FOREVER);
    settings.put("smsieve.kafka.properties.\"session.timeout.ms\"", "6000");
    settings.put("smsieve.kafka.properties.\"producer.transaction.timeout.ms\"", "8000");
    return settings;
  }

  /** Ids of the messages that have been labelled by now, by whichever version. */
  public List<String> labelled(EmbeddedStack stack) {
    return messages(stack).stream().map(each -> each.getMessage().getId()).toList();
  }

  /** 1 for each text that was called spam, else 0, by whichever version. */
  public Map<String, Double> verdicts(EmbeddedStack stack) {
    Map<String, Double> verdicts = new HashMap<>();
    for (LabelledSms each : messages(stack)) {
      verdicts.put(each.getMessage().getText(), each.getLabel().name().equals("SPAM") ? 1.0 : 0.0);
    }
    return verdicts;
  }

  /** Messages in the windows of the traffic, those of either version. */
  public long inTraffic(EmbeddedStack stack) {
    RecordDecoder<TrafficWindow> decoder =
        new RecordDecoder<>(stack.registry(), TrafficWindow.class);
    Map<String, Long> counts = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : stack.contents("sms.traffic")) {
      TrafficWindow window =
          ((Decoded.Value<TrafficWindow>) decoder.decode(record.value())).value();
      counts.put(new String(record.key(), UTF_8), window.getSpam() + window.getHam());
    }
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  private static List<LabelledSms> messages(EmbeddedStack stack) {
    RecordDecoder<LabelledSms> decoder = new RecordDecoder<>(stack.registry(), LabelledSms.class);
    List<LabelledSms> messages = new ArrayList<>();
    for (String topic : List.of("sms.spam", "sms.ham")) {
      stack
          .contents(topic)
          .forEach(
              record ->
                  messages.add(
                      ((Decoded.Value<LabelledSms>) decoder.decode(record.value())).value()));
    }
    return messages;
  }
}
