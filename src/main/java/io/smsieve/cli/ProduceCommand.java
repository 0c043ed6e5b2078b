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
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Override
  public Integer call() throws IOException {
    Pace pace = Pace.of(rate, spec.commandLine());
    String target = topic == null ? TopicPlan.INCOMING.name(connection.settings()) : topic;
    try (RowReader rows = InputFile.of(path, format).open(System.in);
        BrokerConnection broker = connection.broker()) {
      TopicAdmin.of(broker).require(target);
      RecordEncoder<IncomingSms> encoder =
          new RecordEncoder<>(
              connection.registry(), RecordEncoder.subjectOf(target), IncomingSms.getClassSchema());
      encoder.schemaId();
      long start = System.nanoTime();
      long sent = send(rows, encoder, target, pace);
      double seconds = (System.nanoTime() - start) / 1e9;
      say(
          String.format(
              "%d messages sent to %s in %.1f s (%.0f/s)",
              sent, target, seconds, sent / Math.max(seconds, 1e-3)));
      return ExitCode.OK;
    } catch (InputException unusable) {
      throw new CommandFailedException(ExitCode.BAD_INPUT, unusable.getMessage(), unusable);
    }
  }

  private long send(RowReader rows, RecordEncoder<IncomingSms> encoder, String target, Pace pace)
      throws IOException {
    Progress progress = new Progress(spec.commandLine().getErr());
    RecordSender sender = new RecordSender(connection.clientProperties(), "messages");
    try (sender) {
      Optional<Row> row = rows.next();
      for (long sent = 0; row.isPresent() && sent < limit && !sender.hasFailed(); sent++) {
        pace.await();
        IncomingSms message = columns.message(row.get());
        sender.send(record(target, row.get(), message, encoder));
        progress.show(() -> sender.acknowledged() + " messages sent");
        // Standard input may have no more for now: what limit already ends is not asked for.
        row = sent + 1 < limit ? rows.next() : Optional.empty();
      }
    } catch (InputException unusable) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          unusable.getMessage() + " (" + sender.acknowledged() + " messages were sent before)",
          unusable);
    } finally {
      progress.clear();
    }
    sender.check();
    return sender.acknowledged();
  }

  private ProducerRecord<byte[], byte[]> record(
      String target, Row row, IncomingSms message, RecordEncoder<IncomingSms> encoder) {
    String key = columns.key(row, message);
    return new ProducerRecord<>(
        target, key == null ? null : key.getBytes(UTF_8), encoder.encode(message));
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
