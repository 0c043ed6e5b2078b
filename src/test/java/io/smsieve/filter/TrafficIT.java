package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.ScoreBin;
import io.smsieve.record.TrafficWindow;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.Messages;
import io.smsieve.testing.RunProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The windows of the traffic of a real filter, killed while it works, against its own topics. */
class TrafficIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int MESSAGES = 3_000;

  @TempDir static Path folder;
  private static EmbeddedStack stack;

  @BeforeAll
  static void startStack() {
    stack = EmbeddedStack.shared();
    stack.createTopic("tr.in", 3, Map.of());
    for (String topic : List.of("tr.spam", "tr.ham", "tr.dead")) {
      stack.createTopic(topic, 1, Map.of("max.message.bytes", "2000000"));
    }
    stack.createTopic("tr.traffic", 1, Map.of("cleanup.policy", "compact"));
  }

  private static Map<String, String> settings() {
    Map<String, String> settings =
        RunProcess.filterSettings("tr", stack.bootstrapServers(), stack.registryUrl());
    settings.put("smsieve.topics.traffic", "tr.traffic");
    settings.put("smsieve.filter.traffic.enabled", "true");
    settings.put("smsieve.filter.traffic.publish-interval", "500ms");
    settings.put("smsieve.filter.slice.rows", "8");
    settings.put("smsieve.kafka.properties.\"session.timeout.ms\"", "6000");
    settings.put("smsieve.kafka.properties.\"producer.transaction.timeout.ms\"", "8000");
    return settings;
  }

  private static List<ProducerRecord<byte[], byte[]>> messages(int from, int to) {
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(stack.registry(), "tr.in-value", IncomingSms.getClassSchema());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String text = i % 2 == 0 ? "You have won prize number " + i : "see you at " + i;
      byte[] value = i % 50 == 0 ? new byte[] {9} : encoder.encode(Messages.of("m" + i, text));
      records.add(new ProducerRecord<>("tr.in", i % 3, null, value));
    }
    return records;
  }

  private static int outcomes() {
    return stack.contents("tr.spam").size()
        + stack.contents("tr.ham").size()
        + stack.contents("tr.dead").size();
  }

  /** The latest record of each key. */
  private static List<TrafficWindow> windows() {
    RecordDecoder<TrafficWindow> decoder =
        new RecordDecoder<>(stack.registry(), TrafficWindow.class);
    Map<String, TrafficWindow> latest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : stack.contents("tr.traffic")) {
      TrafficWindow window =
          ((Decoded.Value<TrafficWindow>) decoder.decode(record.value())).value();
      latest.put(new String(record.key(), UTF_8), window);
    }
    return List.copyOf(latest.values());
  }

  private static long counted(List<TrafficWindow> windows) {
    return windows.stream()
        .mapToLong(
            w ->
                w.getSpam()
                    + w.getHam()
                    + w.getDeadLetters().values().stream().mapToLong(n -> n).sum())
        .sum();
  }

  @Test
  void shouldCountEveryOutcomeOnceThroughAKill() throws Exception {
    Path log = folder.resolve("filter.log");
    int half = MESSAGES / 2;
    stack.produce(messages(0, half));
    try (RunProcess run = RunProcess.start(log, settings())) {
      await().atMost(LIMIT).until(() -> outcomes() > half / 10);
      run.kill();
    }
    stack.produce(messages(half, MESSAGES));
    try (RunProcess run = RunProcess.start(log, settings())) {
      run.awaitReady();
      await().atMost(LIMIT).until(() -> outcomes() == MESSAGES);
      await().atMost(LIMIT).until(() -> counted(windows()) >= MESSAGES);
    }
    List<TrafficWindow> windows = windows();
    assertThat(windows.stream().mapToLong(TrafficWindow::getSpam).sum())
        .isEqualTo(stack.contents("tr.spam").size());
    assertThat(windows.stream().mapToLong(TrafficWindow::getHam).sum())
        .isEqualTo(stack.contents("tr.ham").size());
    assertThat(
            windows.stream()
                .mapToLong(w -> w.getDeadLetters().getOrDefault("NOT_FRAMED", 0L))
                .sum())
        .isEqualTo(stack.contents("tr.dead").size())
        .isEqualTo(MESSAGES / 50);
    for (TrafficWindow window : windows) {
      assertThat(window.getScores().getBins().stream().mapToLong(ScoreBin::getCount).sum())
          .isEqualTo(window.getSpam() + window.getHam());
    }
    assertThat(windows).extracting(TrafficWindow::getSourcePartition).contains(0, 1, 2);
  }
}
