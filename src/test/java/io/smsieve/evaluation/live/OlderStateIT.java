package io.smsieve.evaluation.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Recount;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.OlderState;
import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This version started on what an older one left behind, with a broker of its own for that. */
class OlderStateIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;
  private static OlderState older;
  private static EmbeddedStack stack;

  private final Random random = new Random(4);
  private final Recount recount = new Recount();

  @BeforeAll
  static void startStack() throws IOException {
    older = OlderState.unpack(folder);
    String[] options = OlderState.LAUNCHER_OPTIONS.toArray(String[]::new);
    stack = EmbeddedStack.start(folder.resolve("data"), options);
  }

  @AfterAll
  static void stopStack() throws IOException, InterruptedException {
    if (stack != null) {
      stack.close();
    }
  }

  /** Once with the older version's state folder, and after a kill with its changelogs alone. */
  @Test
  void shouldGoOnFromTheStateThatAnOlderVersionLeftBehind() throws Exception {
    older.examples().forEach(each -> recount.record(each.getId(), each));
    Map<String, String> settings = older.settings(stack);
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    settings.put("java.io.tmpdir", temporary.toString());
    try (RunProcess run = RunProcess.start(folder.resolve("older.log"), settings)) {
      await().atMost(LIMIT).until(() -> older.labelled(stack).size() == recount.size());
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
      run.kill();
    }
    assertThat(temporary).isDirectoryNotContaining("regex:.*(onnxruntime|rocksdb|model).*");
    stack.produce(corrections());
    Instant end = Instant.now();
    settings.put("smsieve.evaluation.state-dir", folder.resolve("older-anew").toString());
    try (RunProcess run = RunProcess.start(folder.resolve("older.log"), settings)) {
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
      await().atMost(LIMIT).until(() -> countedUpTo(run).isAfter(end));
      await().atMost(LIMIT).until(() -> older.inTraffic(stack) == older.examples().size());
      JsonNode answer = json(run, "/api/v1/accuracy?from=" + older.begin());
      Map<String, Double> verdicts = older.verdicts(stack);
      assertThat(confusion(answer, "tiny"))
          .isEqualTo(recount.confusion(e -> true, verdicts::get, 0.5));
      assertThat(confusion(answer, "ham-only"))
          .isEqualTo(recount.confusion(e -> true, text -> 0, 0.5));
    }
    assertThat(older.labelled(stack)).doesNotHaveDuplicates().hasSize(older.examples().size());
    assertThat(stack.admin().listTopics().names().get())
        .filteredOn(topic -> topic.startsWith("smsieve-"))
        .containsExactlyInAnyOrderElementsOf(OlderState.INTERNAL_TOPICS);
  }

  /** A third of the older examples, which it had counted, taken back, or with the other label. */
  private List<ProducerRecord<byte[], byte[]>> corrections() {
    RecordEncoder<LabelledExample> encoder =
        new RecordEncoder<>(
            stack.registry(), "sms.evaluation-value", LabelledExample.getClassSchema());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (LabelledExample example : older.examples().subList(0, older.counted())) {
      int kind = random.nextInt(6);
      if (kind < 2) {
        LabelledExample other =
            LabelledExample.newBuilder(example).setSpam(!example.getSpam()).build();
        byte[] value = kind == 0 ? null : encoder.encode(other);
        recount.record(example.getId(), kind == 0 ? null : other);
        records.add(new ProducerRecord<>("sms.evaluation", example.getId().getBytes(UTF_8), value));
      }
    }
    return records;
  }

  private static Instant countedUpTo(RunProcess run) {
    JsonNode asOf = json(run, "/api/v1/accuracy").path("asOf");
    return asOf.isTextual() ? Instant.parse(asOf.asText()) : Instant.EPOCH;
  }

  /** Of all windows, whatever version of the predictor they belong to. */
  private static Confusion confusion(JsonNode answer, String predictor) {
    long[] sums = new long[4];
    for (JsonNode series : answer.get("series")) {
      if (series.get("predictor").get("name").asText().equals(predictor)
          && series.get("slice").asText().equals("all")) {
        for (JsonNode window : series.get("windows")) {
          sums[0] += window.get("truePositives").asLong();
          sums[1] += window.get("falsePositives").asLong();
          sums[2] += window.get("trueNegatives").asLong();
          sums[3] += window.get("falseNegatives").asLong();
        }
      }
    }
    return new Confusion(sums[0], sums[1], sums[2], sums[3]);
  }

  private static JsonNode json(RunProcess run, String path) {
    try {
      return MAPPER.readTree(run.get(path).body());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }
}
