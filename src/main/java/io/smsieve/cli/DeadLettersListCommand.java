package io.smsieve.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.deadletter.DeadLetter;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.stream.deadletter.DeadLetterReplay;
import io.smsieve.stream.deadletter.DeadLetters;
import io.smsieve.stream.deadletter.ReplayMarker;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smsieve dead-letters list}. */
@Command(
    name = "list",
    description = "List dead letters, the oldest of each partition first.",
    mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private DeadLetterSelection selection;

  @Option(names = "--by-reason", description = "Only count them, by reason.")
  private boolean byReason;

  @Option(names = "--limit", description = "At most so many. Default: all")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--show-text", description = "Show the texts that can be read.")
  private boolean showText;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  private final Map<DeadLetterReason, Long> counts = new EnumMap<>(DeadLetterReason.class);
  private Set<ReplayMarker> replayed = Set.of();
  private RecordDecoder<IncomingSms> decoder;
  private PrintWriter out;
  private long shown;
  private long others;

  @Override
  public Integer call() {
    out = spec.commandLine().getOut();
    String topic = TopicPlan.DEAD_LETTER.name(connection.settings());
    Map<String, Object> properties = connection.clientProperties();
    try (BrokerConnection broker = connection.broker()) {
      Uuid topicId = TopicAdmin.of(broker).require(topic).topicId();
      String markers = DeadLetterReplay.markerTopic(topic);
      if (TopicAdmin.of(broker).names().contains(markers)) {
        replayed = DeadLetterReplay.readMarkers(properties, markers);
      }
      if (showText) {
        decoder = new RecordDecoder<>(connection.registry(), IncomingSms.class);
      }
      DeadLetters.read(properties, topic, entry -> take(topicId, entry));
    }
    if (byReason) {
      printCounts();
    }
    if (others > 0) {
      spec.commandLine().getErr().println(others + " records there are no letters of Smsieve");
    }
    out.flush();
    return ExitCode.OK;
  }

  private boolean take(Uuid topicId, DeadLetters.Entry entry) {
    if (entry.letter().isEmpty()) {
      others++;
    } else if (selection.takes(entry)) {
      counts.merge(entry.letter().get().reason(), 1L, Long::sum);
      if (!byReason) {
        print(fields(topicId, entry.record(), entry.letter().get()));
      }
      shown++;
    }
    return shown < limit;
  }

  private Map<String, Object> fields(
      Uuid topicId, ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("partition", record.partition());
    fields.put("offset", record.offset());
    fields.put("time", letter.time().toString());
    fields.put("reason", letter.reason().name());
    fields.put("sourceTopic", letter.topic());
    fields.put("sourcePartition", letter.partition());
    fields.put("sourceOffset", letter.offset());
    fields.put("attempt", letter.attempt());
    fields.put("bytes", record.value() == null ? 0 : record.value().length);
    fields.put(
        "replayed",
        replayed.contains(new ReplayMarker(topicId, record.partition(), record.offset())));
    if (decoder != null && decoder.decode(record.value()) instanceof Decoded.Value<IncomingSms> v) {
      fields.put("text", v.value().getText());
    }
    return fields;
  }

  private void print(Map<String, Object> fields) {
    if (json) {
      printJson(fields);
      return;
    }
    Object text = fields.get("text");
    out.printf(
        "%s:%s  %s  %-19s %s:%s:%s  attempt %s%s%s%n",
        fields.get("partition"),
        fields.get("offset"),
        fields.get("time"),
        fields.get("reason"),
        fields.get("sourceTopic"),
        fields.get("sourcePartition"),
        fields.get("sourceOffset"),
        fields.get("attempt"),
        fields.get("replayed").equals(true) ? "  replayed" : "",
        text == null ? "" : "  " + SafeText.of(text.toString()));
  }

  private void printCounts() {
    if (!json && counts.isEmpty()) {
      out.println("no dead letters");
    }
    counts.forEach(
        (reason, count) -> {
          if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("reason", reason.name());
            fields.put("count", count);
            fields.put("explanation", reason.explanation());
            printJson(fields);
          } else {
            out.printf("%8d  %-19s %s%n", count, reason, reason.explanation());
          }
        });
  }

  private void printJson(Map<String, Object> fields) {
    try {
      out.println(MAPPER.writeValueAsString(fields));
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
