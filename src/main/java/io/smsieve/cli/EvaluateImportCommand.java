package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.cli.input.InputException;
import io.smsieve.cli.input.Row;
import io.smsieve.cli.input.RowReader;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smsieve evaluate import}: labelled examples of files into a topic. */
@Command(
    name = "import",
    description =
        "Send the labelled examples of files to Kafka. An example is its id, so the same files"
            + " again, after a stop or at any time, change no count.",
    mixinStandardHelpOptions = true)
final class EvaluateImportCommand implements Callable<Integer> {

  /** What a broker takes by default, less the record's own fields. */
  private static final int MAX_RECORD_BYTES = 1_000_000;

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private RowChoice choice;
  @Mixin private ExampleColumns columns;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|-",
      description = "JSON lines, CSV or Parquet; -: standard input")
  private List<String> paths;

  @Option(
      names = "--topic",
      description = "Default: smsieve.topics.evaluation, else sms.evaluation")
  private String topic;

  @Option(names = "--rate", paramLabel = "N[/s]", description = "Examples a second. Default: all")
  private String rate;

  @Option(
      names = "--dry-run",
      description = "Send nothing, connect to nothing: count labels and show the first faults.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the counts of --dry-run as one JSON object.")
  private boolean json;

  private final ContentIds ids = new ContentIds();
  private final ExampleColumns.Identifier identifier = (row, from, text) -> ids.id(from, text);

  @Override
  public Integer call() throws IOException {
    columns.check();
    Pace pace = Pace.of(rate, spec.commandLine());
    // One time for all: an import is one event, whenever its rows are reached.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    PrintWriter err = spec.commandLine().getErr();
    try (StopSignal stop = new StopSignal();
        RowReader rows = choice.open(paths, err)) {
      return dryRun ? count(rows, now, stop) : send(rows, now, pace, stop);
    } catch (InputException unusable) {
      throw new CommandFailedException(ExitCode.BAD_INPUT, unusable.getMessage(), unusable);
    }
  }

  private int count(RowReader rows, Instant now, StopSignal stop) throws IOException {
    ImportTally tally = new ImportTally();
    Progress progress = new Progress(spec.commandLine().getErr());
    long read = 0;
    try {
      Optional<Row> row = rows.next();
      while (row.isPresent() && !stop.isAsked()) {
        try {
          tally.add(columns.example(row.get(), now, identifier));
        } catch (InputException unusable) {
          tally.fault(unusable.getMessage());
        }
        long so = ++read;
        progress.show(() -> so + " rows read");
        row = rows.next();
      }
    } catch (InputException broken) {
      tally.fault(broken.getMessage() + "; what follows was not read");
    } finally {
      progress.clear();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(tally.json());
    } else {
      tally.lines().forEach(out::println);
    }
    out.flush();
    return tally.isFaultless() ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private int send(RowReader rows, Instant now, Pace pace, StopSignal stop) throws IOException {
    String target = topic == null ? TopicPlan.EVALUATION.name(connection.settings()) : topic;
    try (BrokerConnection broker = connection.broker()) {
      TopicAdmin.of(broker).require(target);
    }
    RecordEncoder<LabelledExample> encoder =
        new RecordEncoder<>(
            connection.registry(),
            RecordEncoder.subjectOf(target),
            LabelledExample.getClassSchema());
    encoder.schemaId();
    long start = System.nanoTime();
    long sent = send(rows, row -> record(target, row, now, encoder), pace, stop);
    double seconds = Math.max((System.nanoTime() - start) / 1e9, 1e-3);
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%s%d examples sent to %s in %.1f s (%.0f/s)%n",
        stop.isAsked() ? "stopped; start again to send the rest: " : "",
        sent,
        target,
        seconds,
        sent / seconds);
    err.flush();
    return ExitCode.OK;
  }

  /** Makes a record of a row. */
  @FunctionalInterface
  private interface RecordMaker {
    ProducerRecord<byte[], byte[]> record(Row row);
  }

  private long send(RowReader rows, RecordMaker maker, Pace pace, StopSignal stop)
      throws IOException {
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.putIfAbsent("batch.size", "131072");
    properties.putIfAbsent("compression.type", "lz4");
    Progress progress = new Progress(spec.commandLine().getErr());
    RecordSender sender = new RecordSender(properties, "examples");
    try (sender) {
      Optional<Row> row = rows.next();
      while (row.isPresent() && !sender.hasFailed() && !stop.isAsked()) {
        pace.await();
        sender.send(maker.record(row.get()));
        progress.show(() -> sender.acknowledged() + " examples sent");
        row = rows.next();
      }
    } catch (InputException unusable) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          unusable.getMessage()
              + " ("
              + sender.acknowledged()
              + " examples were sent before; correct it and send all again, which does no harm;"
              + " --dry-run shows the first faults)",
          unusable);
    } finally {
      progress.clear();
    }
    sender.check();
    return sender.acknowledged();
  }

  private ProducerRecord<byte[], byte[]> record(
      String target, Row row, Instant now, RecordEncoder<LabelledExample> encoder) {
    LabelledExample example = columns.example(row, now, identifier);
    byte[] value = encoder.encode(example);
    if (value.length > MAX_RECORD_BYTES) {
      throw new InputException(
          row.place()
              + ": expected an example of at most "
              + MAX_RECORD_BYTES
              + " bytes, found "
              + value.length);
    }
    return new ProducerRecord<>(target, example.getId().getBytes(UTF_8), value);
  }
}
