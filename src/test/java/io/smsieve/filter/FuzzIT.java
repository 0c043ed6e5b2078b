package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.HostileRecords;
import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process and records of all the kinds that nobody should send. {@code deploy/fuzz} has
 * 100,000 of them.
 */
class FuzzIT {

  private static final int RECORDS = Integer.getInteger("smsieve.fuzz.records", 10_000);
  private static final long SEED = Long.getLong("smsieve.fuzz.seed", 20260101);
  private static final int PORTIONS = 10;
  private static final long PAGE_BYTES = 4096;
  private static final long MEGABYTE = 1024 * 1024;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> OUTPUTS = List.of("fuzz.spam", "fuzz.ham", "fuzz.dead");

  @TempDir private Path folder;

  @Test
  void shouldAccountForEveryRecordOnceAndKeepItsMemory() throws Exception {
    EmbeddedStack stack = EmbeddedStack.shared();
    createTopics(stack);
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(stack.registry(), "fuzz.in-value", IncomingSms.getClassSchema());
    HostileRecords hostile = new HostileRecords(SEED, "fuzz.in", encoder);
    List<Long> resident = new ArrayList<>();
    try (RunProcess run =
        RunProcess.start(
            folder.resolve("log"),
            RunProcess.filterSettings("fuzz", stack.bootstrapServers(), stack.registryUrl()))) {
      run.awaitReady();
      for (int portion = 0; portion < PORTIONS; portion++) {
        int from = RECORDS / PORTIONS * portion;
        stack.produce(records(hostile, from, from + RECORDS / PORTIONS));
        int sent = from + RECORDS / PORTIONS;
        await().atMost(LIMIT).until(() -> counted(run) >= sent);
        resident.add(resident(run.handle().pid()));
      }
      System.out.printf("FuzzIT: %d records, resident MB %s%n", RECORDS, resident);
      assertThat(run.status("/q/health/ready")).isEqualTo(200);
      // A record is counted when it is judged; its transaction ends a little later.
      await().atMost(LIMIT).until(() -> committed(stack) >= RECORDS);
      assertThat(run.terminate()).isIn(0, 143);
      assertThat(run.log()).doesNotContain("RETRYING", " ERROR ", "OutOfMemoryError");
    }
    assertEachOnce(stack);
    // The first portions fill the heap to its limit and compile; what leaks goes on after that.
    assertThat(resident.get(PORTIONS - 1)).isLessThan(resident.get(PORTIONS / 2) + 60);
  }

  private static void createTopics(EmbeddedStack stack) {
    Map<String, String> config = new HashMap<>();
    config.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    config.put("retention.ms", "-1");
    stack.createTopic("fuzz.in", 4, config);
    config.put("max.message.bytes", "2097152");
    OUTPUTS.forEach(output -> stack.createTopic(output, 4, config));
  }

  private static List<ProducerRecord<byte[], byte[]>> records(
      HostileRecords hostile, int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int number = from; number < to; number++) {
      records.add(hostile.next(number));
    }
    return records;
  }

  /** What the process itself says it has done. */
  private static long counted(RunProcess run) {
    return run.get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("smsieve_messages_total"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static int committed(EmbeddedStack stack) {
    return OUTPUTS.stream().mapToInt(output -> stack.contents(output).size()).sum();
  }

  /** In MB; 0 where the system does not tell. */
  private static long resident(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "statm");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Scanner numbers = new Scanner(status, UTF_8)) {
      numbers.nextLong();
      return numbers.nextLong() * PAGE_BYTES / MEGABYTE;
    }
  }

  private static void assertEachOnce(EmbeddedStack stack) {
    BitSet seen = new BitSet();
    for (String output : OUTPUTS) {
      List<ConsumerRecord<byte[], byte[]>> contents = stack.contents(output);
      assertThat(contents).as(output).isNotEmpty();
      for (ConsumerRecord<byte[], byte[]> record : contents) {
        byte[] value = record.headers().lastHeader(HostileRecords.NUMBER).value();
        int number = Integer.parseInt(new String(value, UTF_8));
        assertThat(seen.get(number)).as("record %s comes twice", number).isFalse();
        seen.set(number);
      }
    }
    assertThat(seen.cardinality()).isEqualTo(RECORDS);
  }
}
