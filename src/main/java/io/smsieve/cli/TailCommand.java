package io.smsieve.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.record.DiscreetRecord;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.deadletter.DeadLetterHeaders;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smsieve tail}: what goes through the topics. */
@Command(
    name = "tail",
    description = {
      "Print labelled messages as they come; Ctrl-C ends it.",
      "Texts and phone numbers are left out unless --show-text is given."
    },
    mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Where to begin. */
  enum From {
    BEGINNING,
    END
  }

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Option(names = "--topic", split = ",", description = "Any topics of Smsieve.")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--spam", description = "Messages labelled spam.")
  private boolean spam;

  @Option(names = "--ham", description = "Messages labelled ham.")
  private boolean ham;

  @Option(names = "--all", description = "Spam, ham and dead letters. Default: spam and ham")
  private boolean all;

  @Option(
      names = "--from",
      defaultValue = "END",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private From from;

  @Option(names = "--limit", description = "End after so many records.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--no-follow", description = "End where the topics end now.")
  private boolean noFollow;

  @Option(names = "--show-text", description = "Show texts and phone numbers.")
  private boolean showText;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  private RecordView view;
  private PrintWriter out;
  private long shown;

  @Override
  public Integer call() throws JsonProcessingException {
    out = spec.commandLine().getOut();
    Map<String, Object> config = new HashMap<>(connection.clientProperties());
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    List<String> chosen = chosen();
    try (BrokerConnection broker = connection.broker()) {
      chosen.forEach(TopicAdmin.of(broker)::require);
    }
    view = new RecordView(connection.registry(), showText);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      begin(consumer, chosen);
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (shown < limit && !(noFollow && isAt(consumer, ends))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(250))) {
          print(record);
        }
        out.flush();
      }
    }
    return ExitCode.OK;
  }

  private List<String> chosen() {
    List<String> chosen = new ArrayList<>(topics);
    boolean verdicts = all || (chosen.isEmpty() && !spam && !ham);
    if (spam || verdicts) {
      chosen.add(TopicPlan.SPAM.name(connection.settings()));
    }
    if (ham || verdicts) {
      chosen.add(TopicPlan.HAM.name(connection.settings()));
    }
    if (all) {
      chosen.add(TopicPlan.DEAD_LETTER.name(connection.settings()));
    }
    return chosen.stream().distinct().toList();
  }

  private void begin(KafkaConsumer<byte[], byte[]> consumer, List<String> chosen) {
    List<TopicPartition> partitions =
        chosen.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    if (from == From.END) {
      consumer.seekToEnd(partitions);
      // A seek waits for the first use; what comes from now on is meant.
      partitions.forEach(consumer::position);
    } else {
      consumer.seekToBeginning(partitions);
    }
  }

  private static boolean isAt(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void print(ConsumerRecord<byte[], byte[]> record) throws JsonProcessingException {
    if (shown >= limit) {
      return;
    }
    shown++;
    Optional<DiscreetRecord> read = view.read(record.value());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", record.topic());
    fields.put("partition", record.partition());
    fields.put("offset", record.offset());
    fields.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
    DeadLetterHeaders.read(record.headers())
        .ifPresent(letter -> fields.put("reason", letter.reason().name()));
    fields.put("type", read.map(r -> r.getSchema().getName()).orElse(null));
    read.ifPresent(r -> fields.put("record", view.fields(r)));
    out.println(json ? MAPPER.writeValueAsString(fields) : line(fields, read));
  }

  private String line(Map<String, Object> fields, Optional<DiscreetRecord> read) {
    String place =
        fields.get("time")
            + "  "
            + fields.get("topic")
            + ":"
            + fields.get("partition")
            + ":"
            + fields.get("offset")
            + "  ";
    String reason = fields.containsKey("reason") ? fields.get("reason") + "  " : "";
    if (read.isPresent() && read.get() instanceof LabelledSms sms) {
      return place + reason + verdict(sms);
    }
    Object what = fields.getOrDefault("record", "no record of ours");
    return place + reason + SafeText.of(what.toString());
  }

  private String verdict(LabelledSms sms) {
    String line =
        String.format(
            Locale.ROOT,
            "%-4s %.3f  %4d tokens",
            sms.getLabel(),
            sms.getSpamProbability(),
            sms.getTokens());
    if (!showText) {
      return line;
    }
    String text = String.valueOf(sms.getMessage().getText());
    return line + "  " + SafeText.of(sms.getMessage().getSender() + ": " + text);
  }
}
