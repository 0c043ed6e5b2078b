package io.smsieve.cli;

import io.smallrye.config.ConfigValidationException;
import io.smsieve.app.SettingsReader;
import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.live.EvaluationConfig;
import io.smsieve.evaluation.live.ExampleInspector;
import io.smsieve.record.LabelledExample;
import io.smsieve.replay.Candidate;
import io.smsieve.replay.Origin;
import io.smsieve.replay.PartitionRange;
import io.smsieve.replay.ReportOptions;
import io.smsieve.replay.topic.Question;
import io.smsieve.replay.topic.RangeException;
import io.smsieve.replay.topic.RangeReader;
import io.smsieve.replay.topic.TopicRange;
import io.smsieve.replay.topic.TopicReplay;
import io.smsieve.stream.avro.RecordDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smsieve replay}: bundles against a range of an evaluation topic. */
@Command(
    name = "replay",
    description =
        "Tells how right bundles are on a range of a topic of labelled examples, as the live"
            + " evaluation would, and how they differ.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Offsets are fixed at the start. Ctrl-C or a kill loses nothing: the same command with"
          + " --resume goes on and comes to the same result. docs/evaluation.md tells more."
    })
final class ReplayCommand implements Callable<Integer> {

  /** How long a broker may send nothing. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final String KEPT =
      "; what was found is kept: the same command with --resume goes on";

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private BundleChoices bundles;
  @Mixin private RangeOptions range;
  @Mixin private ReportOutput output;

  @Option(
      names = "--topic",
      description = "Default: smsieve.topics.evaluation, else sms.evaluation")
  private String topic;

  @Option(
      names = "--slice-attributes",
      split = ",",
      paramLabel = "NAME",
      description =
          "Attributes of examples that slices are made by (default:"
              + " smsieve.evaluation.slice-attributes).")
  private List<String> attributes;

  @Option(names = "--rate", paramLabel = "N[/s]", description = "Records a second. Default: all")
  private String rate;

  @Option(names = "--resume", description = "Go on with what was interrupted.")
  private boolean resume;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Where is noted what was found, for --resume; deleted at the end (default: one for each"
              + " question in .smsieve/replay).")
  private Path state;

  @Override
  public Integer call() throws IOException {
    Pace pace = Pace.of(rate, spec.commandLine());
    range.check();
    ReportOptions options = output.options(range.step());
    output.check();
    EvaluationConfig config = config();
    PrintWriter err = spec.commandLine().getErr();
    String name = topic == null ? TopicPlan.EVALUATION.name(connection.settings()) : topic;
    try (StopSignal stop = new StopSignal();
        BrokerConnection broker = connection.broker();
        BundleChoices.OpenModels models = bundles.open(err);
        KafkaConsumer<byte[], byte[]> consumer =
            BrokerConnection.client(
                connection.clientProperties(),
                properties -> RangeReader.consumer(properties, pace.batch(TopicReplay.BATCH)))) {
      String id = TopicAdmin.of(broker).require(name).topicId().toString();
      Question question = question(name, id, models, config);
      ExampleInspector inspector = inspector(models, question.attributes());
      try (TopicReplay replay = open(question, inspector, options, consumer)) {
        if (!run(replay, consumer, pace, stop)) {
          // Said here: the process ends as soon as this is left.
          err.println("smsieve: stopped" + KEPT);
          err.flush();
          return ExitCode.GAVE_UP;
        }
        output.write(
            replay.report(), Origin.ofTopic(name, replay.ranges()), spec.commandLine().getOut());
        replay.finish();
      }
    } catch (RangeException unusable) {
      throw new CommandFailedException(ExitCode.BAD_INPUT, unusable.getMessage(), unusable);
    }
    return ExitCode.OK;
  }

  private EvaluationConfig config() {
    try {
      return SettingsReader.ofThisProcess(connection.fileSettings()).evaluation();
    } catch (ConfigValidationException invalid) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "the settings cannot be used: "
              + invalid.getProblem(0).getMessage()
              + " (docs/configuration.md lists them)",
          invalid);
    }
  }

  private Question question(
      String name, String id, BundleChoices.OpenModels models, EvaluationConfig config) {
    return new Question(
        name,
        id,
        range.fromText(),
        range.toText(),
        models.models().stream().map(Candidate::of).toList(),
        attributes == null ? config.sliceAttributes().orElse(List.of()) : attributes,
        config.timing(),
        output.options().texts());
  }

  private ExampleInspector inspector(BundleChoices.OpenModels models, List<String> attributes) {
    return new ExampleInspector(
        new RecordDecoder<>(connection.registry(), LabelledExample.class),
        new Examples(models.models(), new Slices(attributes)));
  }

  private TopicReplay open(
      Question question,
      ExampleInspector inspector,
      ReportOptions options,
      KafkaConsumer<byte[], byte[]> consumer) {
    Path file =
        state == null
            ? Home.folder().resolve(Path.of(".smsieve", "replay", question.fileName()))
            : state;
    try {
      if (resume) {
        return TopicReplay.resume(question, inspector, options, file);
      }
      List<PartitionRange> ranges =
          TopicRange.resolve(
              consumer, question.topic(), range.from(), range.to(), ConnectionOptions.PATIENCE);
      return TopicReplay.begin(question, inspector, options, file, ranges);
    } catch (IOException unusable) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected a file for the state that can be read and written at "
              + file
              + ", found "
              + unusable.getClass().getSimpleName()
              + "; name another with --state",
          unusable);
    }
  }

  /** Reads to the end; false: a stop was asked for before. */
  private boolean run(
      TopicReplay replay, KafkaConsumer<byte[], byte[]> consumer, Pace pace, StopSignal stop)
      throws IOException {
    String name = replay.topic();
    RangeReader reader =
        new RangeReader(
            consumer, name, replay.ranges(), replay.positions(), pace.batch(TopicReplay.BATCH));
    Progress progress = new Progress(spec.commandLine().getErr());
    TimeLeft time = new TimeLeft("records", replay.done());
    progress.show(() -> time.line(replay.done(), replay.all()));
    long heard = System.nanoTime();
    try {
      while (!reader.atEnd()) {
        if (stop.isAsked()) {
          replay.settle();
          return false;
        }
        Map<Integer, Long> before = reader.positions();
        List<ConsumerRecord<byte[], byte[]>> records = reader.next();
        replay.take(records, reader.positions());
        progress.show(() -> time.line(replay.done(), replay.all()));
        if (!reader.positions().equals(before)) {
          records.forEach(record -> pace.await());
          heard = System.nanoTime();
        } else if (System.nanoTime() - heard > SILENCE.toNanos()) {
          throw interrupted("the broker sent nothing for " + TimeLeft.text(SILENCE), null);
        }
      }
      replay.settle();
      return true;
    } catch (KafkaException failed) {
      throw interrupted("the broker failed (" + failed.getClass().getSimpleName() + ")", failed);
    } finally {
      progress.clear();
    }
  }

  private static CommandFailedException interrupted(String why, Exception cause) {
    return new CommandFailedException(ExitCode.UNREACHABLE, why + KEPT, cause);
  }
}
