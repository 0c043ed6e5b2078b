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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while messages flow, again and again; the first time while the broker is slow. */
class OrderlyStopIT {

  private static final int STOPS = Integer.getInteger("smsieve.stops", 3);
  private static final int AT_ONCE = 200;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  // The broker answers a commit before the partitions have its markers, and on a machine that is
  // busy the markers take a moment. An open or aborted transaction would take its 20 s time-out.
  private static final Duration MARKERS = Duration.ofSeconds(10);
  // Far longer than all else that the process has to stop.
  private static final Duration SLOW = Duration.ofSeconds(3);
  private static final int CLOSING_LINES = 30;
  private static final List<String> OUTPUTS = List.of("stop.spam", "stop.ham", "stop.dead");

  @TempDir private Path folder;

  private final AtomicInteger produced = new AtomicInteger();

  @Test
  void shouldHaveCommittedAllThatItTookWhenItStopsWhileMessagesFlow() throws Exception {
    EmbeddedStack stack = EmbeddedStack.shared();
    stack.createFilterTopics("stop", 4);
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(stack.registry(), "stop.in-value", IncomingSms.getClassSchema());
    ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> producing =
        producer.scheduleWithFixedDelay(
            () -> stack.produce(records(encoder)), 0, 50, TimeUnit.MILLISECONDS);
    try {
      stopWhileMessagesFlow(stack, run -> terminateWhileTheBrokerHangs(stack, run));
      for (int stop = 1; stop < STOPS; stop++) {
        stopWhileMessagesFlow(stack, RunProcess::terminate);
      }
      assertThat(producing.isDone()).as("the producer failed").isFalse();
    } finally {
      producer.shutdown();
      assertThat(producer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(ids(stack)).hasSize(visible(stack)).doesNotHaveDuplicates();
  }

  private void stopWhileMessagesFlow(EmbeddedStack stack, Stop stop) throws Exception {
    Map<String, String> settings =
        RunProcess.filterSettings("stop", stack.bootstrapServers(), stack.registryUrl());
    int before = visible(stack);
    String closing;
    try (RunProcess run = RunProcess.start(folder.resolve("log"), settings)) {
      await().atMost(LIMIT).until(() -> visible(stack) > before + AT_ONCE);
      assertThat(stop.exitCode(run)).isIn(0, 143);
      assertThat(run.log()).doesNotContain("did not close within");
      List<String> lines = run.log().lines().toList();
      closing =
          String.join("\n", lines.subList(Math.max(0, lines.size() - CLOSING_LINES), lines.size()));
    }
    long end = System.nanoTime();
    assertThat(openTransactions(stack)).as("transactions after\n%s", closing).isEmpty();
    long taken = taken(stack);
    await().atMost(MARKERS).until(() -> visible(stack) >= taken);
    System.out.printf(
        "OrderlyStopIT: %d taken, all visible %d ms after the exit%n",
        taken, (System.nanoTime() - end) / 1_000_000);
    assertThat(visible(stack)).as("visible in the outputs").isEqualTo((int) taken);
    assertThat(taken).as("taken, while more waits").isLessThan(produced.get());
  }

  /** Nothing can be committed until the broker goes on, so the process may not end before. */
  private static int terminateWhileTheBrokerHangs(EmbeddedStack stack, RunProcess run)
      throws Exception {
    ProcessHandle broker = stack.process("broker");
    signal("STOP", broker);
    try {
      run.handle().destroy();
      await().during(SLOW).atMost(SLOW.multipliedBy(2)).until(run.handle()::isAlive);
    } finally {
      signal("CONT", broker);
    }
    return run.awaitExit();
  }

  private static void signal(String signal, ProcessHandle process) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  /** A way to stop a process. */
  private interface Stop {

    int exitCode(RunProcess run) throws Exception;
  }

  private List<ProducerRecord<byte[], byte[]>> records(RecordEncoder<IncomingSms> encoder) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String id = "m" + produced.getAndIncrement();
      byte[] value = encoder.encode(Messages.of(id, "see you at the station " + id));
      records.add(new ProducerRecord<>("stop.in", id.getBytes(UTF_8), value));
    }
    return records;
  }

  /** How many messages lie before the committed offsets of the input. */
  private static long taken(EmbeddedStack stack) throws Exception {
    return stack
        .admin()
        .listConsumerGroupOffsets(
            Map.of("stop", new ListConsumerGroupOffsetsSpec()),
            new ListConsumerGroupOffsetsOptions().requireStable(true))
        .partitionsToOffsetAndMetadata("stop")
        .get()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  private static List<String> openTransactions(EmbeddedStack stack) throws Exception {
    ListTransactionsOptions open =
        new ListTransactionsOptions()
            .filterStates(
                List.of(
                    TransactionState.ONGOING,
                    TransactionState.PREPARE_ABORT,
                    TransactionState.COMPLETE_ABORT));
    return stack.admin().listTransactions(open).all().get().stream()
        .filter(transaction -> transaction.transactionalId().startsWith("stop-"))
        .map(Object::toString)
        .toList();
  }

  private static int visible(EmbeddedStack stack) {
    return OUTPUTS.stream().mapToInt(output -> stack.contents(output).size()).sum();
  }

  private static List<String> ids(EmbeddedStack stack) {
    RecordDecoder<LabelledSms> decoder = new RecordDecoder<>(stack.registry(), LabelledSms.class);
    List<String> ids = new ArrayList<>();
    for (String output : OUTPUTS.subList(0, 2)) {
      stack
          .contents(output)
          .forEach(
              record -> {
                if (decoder.decode(record.value()) instanceof Decoded.Value<LabelledSms> value) {
                  ids.add(value.value().getMessage().getId());
                }
              });
    }
    return ids;
  }
}
