package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.Messages;
import io.smsieve.testing.RunProcess;
import io.smsieve.testing.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The real process with a real model that fails, or whose files are spoilt. */
class ModelFailureIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PARTITIONS = 2;

  @TempDir static Path folder;
  private static EmbeddedStack stack;

  private String name;
  private RecordEncoder<IncomingSms> encoder;

  @BeforeAll
  static void startStack() {
    stack = EmbeddedStack.shared();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    encoder =
        new RecordEncoder<>(stack.registry(), name + ".in-value", IncomingSms.getClassSchema());
    stack.createFilterTopics(name, PARTITIONS);
  }

  /** The graph of this bundle fails on every text, the probe's too, for eighteen runs. */
  @Test
  void shouldWaitAndGoOnByItselfWhenTheModelFailsOnTheProbe() throws Exception {
    Map<String, String> settings = settings(TinyBundle.failingForAWhile(folder.resolve("fails")));
    settings.put("smsieve.model.calibrated", "false");
    settings.put("smsieve.retry.first-pause", "200ms");
    settings.put("smsieve.retry.longest-pause", "1s");
    List<String> states = new ArrayList<>();
    try (RunProcess run = start(settings)) {
      run.awaitReady();
      for (int sent = 0; !states.toString().contains("RETRYING"); sent += 10) {
        assertThat(sent).as("messages after which the model has failed").isLessThan(1_000);
        stack.produce(messages(sent, sent + 10));
        states.add(run.get("/q/health/ready").body());
        assertThat(run.status("/q/health/live")).isEqualTo(200);
      }
      int sent = 10 * states.size();
      assertThat(states.get(states.size() - 1)).contains("out of data bounds");
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") == 200);
      await().atMost(LIMIT).until(() -> labelled("spam").size() + labelled("ham").size() >= sent);
      assertThat(labelled("spam")).containsExactlyInAnyOrderElementsOf(numbers(sent, true));
      assertThat(labelled("ham")).containsExactlyInAnyOrderElementsOf(numbers(sent, false));
      assertThat(stack.contents(name + ".dead")).isEmpty();
      assertThat(run.log())
          .contains("tries again in 200 ms", "tries again in 400 ms", "tries again in 800 ms");
    }
  }

  @Test
  void shouldNotNoticeThatTheFilesOfItsModelAreOverwrittenAndCut() throws Exception {
    Path bundle = TinyBundle.copy("smsieve-minilm", folder.resolve("spoilt"));
    try (RunProcess run = start(settings(bundle))) {
      run.awaitReady();
      stack.produce(messages(0, 20));
      await().atMost(LIMIT).until(() -> labelled("spam").size() + labelled("ham").size() == 20);
      List<Integer> spam = labelled("spam");

      Path weights = bundle.resolve("weights.bin");
      Files.write(weights, new byte[(int) Files.size(weights)], StandardOpenOption.WRITE);
      stack.produce(messages(20, 40));
      await().atMost(LIMIT).until(() -> labelled("spam").size() + labelled("ham").size() == 40);
      Files.write(weights, new byte[0]);
      stack.produce(messages(40, 60));
      await().atMost(LIMIT).until(() -> labelled("spam").size() + labelled("ham").size() == 60);

      // The texts are the same twenty, so the labels are as well.
      assertThat(labelled("spam").stream().filter(i -> i >= 20).map(i -> i % 20).sorted())
          .containsExactlyElementsOf(
              IntStream.concat(ints(spam), ints(spam)).sorted().boxed().toList());
      assertThat(run.status("/q/health/ready")).isEqualTo(200);
    }
    // The next start refuses what is left of the bundle.
    try (RunProcess run = start(settings(bundle))) {
      assertThat(run.awaitExit()).isEqualTo(3);
      assertThat(run.log()).contains("weights.bin", "take a fresh copy of the bundle");
    }
  }

  private static IntStream ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue);
  }

  private RunProcess start(Map<String, String> settings) throws IOException {
    return RunProcess.start(folder.resolve(name + ".log"), settings);
  }

  private Map<String, String> settings(Path bundle) {
    Map<String, String> settings =
        RunProcess.filterSettings(name, stack.bootstrapServers(), stack.registryUrl());
    settings.put("smsieve.model.bundle", bundle.toString());
    return settings;
  }

  private static boolean spam(int number) {
    return number % 20 % 3 == 0;
  }

  private static List<Integer> numbers(int count, boolean spam) {
    return IntStream.range(0, count).filter(i -> spam(i) == spam).boxed().toList();
  }

  private List<ProducerRecord<byte[], byte[]>> messages(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String text = (spam(i) ? "claim your free prize now " : "see you at the station ") + i % 20;
      byte[] value = encoder.encode(Messages.of(Integer.toString(i), text));
      byte[] key = Integer.toString(i).getBytes(UTF_8);
      records.add(new ProducerRecord<>(name + ".in", i % PARTITIONS, key, value));
    }
    return records;
  }

  private List<Integer> labelled(String output) {
    RecordDecoder<LabelledSms> decoder = new RecordDecoder<>(stack.registry(), LabelledSms.class);
    List<Integer> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : stack.contents(name + "." + output)) {
      Decoded<LabelledSms> decoded = decoder.decode(record.value());
      ids.add(Integer.valueOf(((Decoded.Value<LabelledSms>) decoded).value().getMessage().getId()));
    }
    return ids;
  }
}
