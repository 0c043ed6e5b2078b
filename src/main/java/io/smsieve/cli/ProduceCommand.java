package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.cli.input.Format;
import io.smsieve.cli.input.InputException;
import io.smsieve.cli.input.InputFile;
import io.smsieve.cli.input.Row;
import io.smsieve.cli.input.RowReader;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smsieve produce}: messages of a file into a topic. */
@Command(
    name = "produce",
    description = "Send the messages of a file to Kafka.",
    mixinStandardHelpOptions = true)
final class ProduceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private MessageColumns columns;

  @Parameters(paramLabel = "FILE|-", description = "JSON lines, CSV or Parquet; -: standard input")
  private String path;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}. Default: by the name")
  private Format format;

  @Option(names = "--topic", description = "Default: smsieve.topics.incoming, else sms.incoming")
  private String topic;

  @Option(names = "--rate", paramLabel = "N[/s]", description = "Messages a second. Default: all")
  private String rate;

  @Option(names = "--limit", description = "At most so many messages.")
  private long limit = Long.MAX_VALUE;

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  @Override
  public Integer call() throws IOException {
    Pace pace = pace();
    String target = topic == null ? TopicPlan.INCOMING.name(connection.settings()) : topic;
    try (RowReader rows = InputFile.of(path, format).open(System.in);
        BrokerConnection broker = connection.broker()) {
      TopicAdmin.of(broker).require(target);
      RecordEncoder<IncomingSms> encoder =
          new RecordEncoder<>(
              connection.registry(), RecordEncoder.subjectOf(target), IncomingSms.getClassSchema());
      encoder.schemaId();
      long start = System.nanoTime();
      send(rows, encoder, target, pace);
      double seconds = (System.nanoTime() - start) / 1e9;
      say(
          String.format(
              "%d messages sent to %s in %.1f s (%.0f/s)",
              acknowledged.get(), target, seconds, acknowledged.get() / Math.max(seconds, 1e-3)));
      return ExitCode.OK;
    } catch (InputException unusable) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          unusable.getMessage() + " (" + acknowledged.get() + " messages were sent before)",
          unusable);
    }
  }

  private Pace pace() {
    if (rate == null) {
      return new Pace(Double.POSITIVE_INFINITY);
    }
    String number = rate.replaceFirst("/s$", "");
    if (!number.matches("[0-9]{1,9}(\\.[0-9]{1,6})?") || Double.parseDouble(number) == 0) {
      throw new ParameterException(
          spec.commandLine(), "expected a rate such as 100 or 100/s above 0, found " + rate);
    }
    return new Pace(Double.parseDouble(number));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
  private void send(RowReader rows, RecordEncoder<IncomingSms> encoder, String target, Pace pace)
      throws IOException {
    Map<String, Object> config = new HashMap<>(connection.clientProperties());
    config.putIfAbsent("acks", "all");
    config.putIfAbsent("linger.ms", "5");
    config.put("max.block.ms", (int) ConnectionOptions.PATIENCE.toMillis());
    config.put("delivery.timeout.ms", 30_000);
    config.put("request.timeout.ms", (int) ConnectionOptions.PATIENCE.toMillis());
    Progress progress = new Progress(spec.commandLine().getErr());
    try (KafkaProducer<byte[], byte[]> producer =
        BrokerConnection.client(
            config,
            map ->
                new KafkaProducer<>(map, new ByteArraySerializer(), new ByteArraySerializer()))) {
      try {
        Optional<Row> row = rows.next();
        for (long sent = 0; row.isPresent() && sent < limit && failure.get() == null; sent++) {
          pace.await();
          IncomingSms message = columns.message(row.get());
          producer.send(record(target, row.get(), message, encoder), this::onAnswer);
          progress.show(() -> acknowledged.get() + " messages sent");
          // Standard input may have no more for now: what limit already ends is not asked for.
          row = sent + 1 < limit ? rows.next() : Optional.empty();
        }
      } finally {
        producer.flush();
        progress.clear();
      }
    }
    if (failure.get() != null) {
      throw undelivered();
    }
  }

  private ProducerRecord<byte[], byte[]> record(
      String target, Row row, IncomingSms message, RecordEncoder<IncomingSms> encoder) {
    String key = columns.key(row, message);
    return new ProducerRecord<>(
        target, key == null ? null : key.getBytes(UTF_8), encoder.encode(message));
  }

  private void onAnswer(Object metadata, Exception failed) {
    if (failed == null) {
      acknowledged.incrementAndGet();
    } else {
      failure.compareAndSet(null, failed);
    }
  }

  private CommandFailedException undelivered() {
    Exception failed = failure.get();
    return new CommandFailedException(
        ExitCode.UNREACHABLE,
        acknowledged.get()
            + " messages were sent, then the broker did not take one ("
            + failed.getClass().getSimpleName()
            + "); see its log",
        failed);
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
