package io.smsieve.cli.bench;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.up.Endpoints;
import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.Slices;
import io.smsieve.evaluation.Timing;
import io.smsieve.evaluation.live.ExampleInspector;
import io.smsieve.record.LabelledExample;
import io.smsieve.replay.Candidate;
import io.smsieve.replay.PartitionRange;
import io.smsieve.replay.Report;
import io.smsieve.replay.ReportOptions;
import io.smsieve.replay.topic.Bound;
import io.smsieve.replay.topic.Question;
import io.smsieve.replay.topic.RangeReader;
import io.smsieve.replay.topic.TopicRange;
import io.smsieve.replay.topic.TopicReplay;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A whole replay, from the first look at the topic to the report, as often as one likes. */
final class ReplayRound {

  private final Endpoints endpoints;
  private final Question question;
  private final ExampleInspector inspector;
  private final Path state;

  ReplayRound(
      Endpoints endpoints,
      String topic,
      SchemaRegistry registry,
      ModelBundle bundle,
      Classifier classifier,
      Path state) {
    this.endpoints = endpoints;
    this.state = state;
    List<EvaluatedModel> models = List.of(EvaluatedModel.of(bundle, classifier));
    Timing timing = new Timing(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(1));
    this.question =
        new Question(
            topic,
            "",
            "beginning",
            "end",
            models.stream().map(Candidate::of).toList(),
            List.of(),
            timing,
            false);
    this.inspector =
        new ExampleInspector(
            new RecordDecoder<>(registry, LabelledExample.class),
            new Examples(models, new Slices(List.of())));
  }

  /** Runs it once; how long it took. */
  double seconds() throws IOException {
    long start = System.nanoTime();
    Map<String, Object> client = Map.of("bootstrap.servers", endpoints.bootstrapServers());
    try (KafkaConsumer<byte[], byte[]> consumer = RangeReader.consumer(client, TopicReplay.BATCH)) {
      List<PartitionRange> ranges =
          TopicRange.resolve(
              consumer,
              question.topic(),
              new Bound.Beginning(),
              new Bound.End(),
              Duration.ofSeconds(15));
      try (TopicReplay replay =
          TopicReplay.begin(question, inspector, ReportOptions.DEFAULTS, state, ranges)) {
        RangeReader reader =
            new RangeReader(
                consumer, question.topic(), replay.ranges(), replay.positions(), TopicReplay.BATCH);
        while (!reader.atEnd()) {
          replay.take(reader.next(), reader.positions());
        }
        replay.settle();
        check(replay.report(), replay.all());
        replay.finish();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void check(Report report, long all) {
    if (report.records().counted() != all) {
      throw new CommandFailedException(
          ExitCode.CHECK_FAILED,
          "expected " + all + " examples, found " + report.records().counted());
    }
  }
}
