package io.smsieve.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.evaluation.LedgerEntry;
import io.smsieve.evaluation.live.ExampleInspector;
import io.smsieve.evaluation.live.Inspected;
import io.smsieve.replay.Comparison;
import io.smsieve.replay.Finding;
import io.smsieve.replay.PartitionRange;
import io.smsieve.replay.Report;
import io.smsieve.replay.ReportOptions;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A range of an evaluation topic against models. Every step is written to a journal before it is
 * counted, and counting depends on the journal alone: taken up again, it comes to what it would
 * have come to without the interruption. Models run in a thread of their own. Not thread-safe.
 */
public final class TopicReplay implements AutoCloseable {

  /** Records that are scored together, at most: enough to be sorted by length. */
  public static final int BATCH = 2_048;

  private final Question question;
  private final ExampleInspector inspector;
  private final Comparison comparison;
  private final Path file;
  private final Journal journal;
  private final List<PartitionRange> ranges;
  private final Map<Integer, Long> positions = new HashMap<>();
  private final ModelThread models;
  private Underway underway;

  private TopicReplay(
      Question question,
      ExampleInspector inspector,
      ReportOptions options,
      Path file,
      Journal journal,
      List<PartitionRange> ranges) {
    this.question = question;
    this.inspector = inspector;
    this.models = new ModelThread(inspector);
    this.comparison = new Comparison(question.candidates(), options);
    this.file = file;
    this.journal = journal;
    this.ranges = List.copyOf(ranges);
    ranges.forEach(range -> positions.put(range.partition(), range.from()));
  }

  /**
   * Begins.
   *
   * @param inspector with the models of the question, in the same order
   * @param state a file for the journal; what it holds is given up
   */
  public static TopicReplay begin(
      Question question,
      ExampleInspector inspector,
      ReportOptions options,
      Path state,
      List<PartitionRange> ranges)
      throws IOException {
    Journal journal = Journal.create(state, new Head(question.text(), ranges).toBytes());
    return new TopicReplay(question, inspector, options, state, journal, ranges);
  }

  /**
   * Goes on where an earlier one was interrupted, with the offsets that it had.
   *
   * @throws RangeException if there is no journal, or one of another question
   */
  public static TopicReplay resume(
      Question question, ExampleInspector inspector, ReportOptions options, Path state)
      throws IOException {
    Journal journal = Journal.resume(state);
    try {
      Head head = journal.next().map(Head::of).orElseThrow(() -> other(state));
      if (!head.question().equals(question.text())) {
        throw other(state);
      }
      TopicReplay replay =
          new TopicReplay(question, inspector, options, state, journal, head.ranges());
      for (Optional<byte[]> block = journal.next(); block.isPresent(); block = journal.next()) {
        replay.count(Step.of(block.get()));
      }
      return replay;
    } catch (IOException | RuntimeException failed) {
      journal.close();
      throw failed;
    }
  }

  private static RangeException other(Path state) {
    return new RangeException(
        "expected the state of a replay with the same topic, range, bundles and settings, found"
            + " that of another at "
            + state
            + "; ask as it was asked, or leave --resume out to begin again");
  }

  /** The topic's name. */
  public String topic() {
    return question.topic();
  }

  /** What is read. */
  public List<PartitionRange> ranges() {
    return ranges;
  }

  /** The next offset of each partition. */
  public Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }

  /** Offsets that lie behind, markers included. */
  public long done() {
    return ranges.stream().mapToLong(r -> positions.get(r.partition()) - r.from()).sum();
  }

  /** Offsets of the whole range, markers included. */
  public long all() {
    return ranges.stream().mapToLong(PartitionRange::size).sum();
  }

  /** Records whose turn has come, on their way through the models. */
  private record Underway(
      List<ConsumerRecord<byte[], byte[]>> records,
      Map<Integer, Long> next,
      Future<List<Inspected>> scoring) {}

  /**
   * Has records scored, and notes and counts those that were given before while that goes on.
   *
   * @param next where reading goes on behind them in each partition
   * @throws ClassifierFailedException if a model fails; what is not counted then is read again
   */
  public void take(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> next)
      throws IOException {
    if (records.isEmpty() && next.equals(underway == null ? positions : underway.next())) {
      return;
    }
    ExampleInspector.Ready ready =
        inspector.prepare(records.stream().map(ConsumerRecord::value).toList());
    List<Inspected> found = underway == null ? null : ModelThread.found(underway.scoring());
    Underway before = underway;
    underway = new Underway(records, next, models.score(ready));
    if (before != null) {
      note(before, found);
    }
  }

  /** Notes and counts all that was given. */
  public void settle() throws IOException {
    if (underway != null) {
      Underway last = underway;
      underway = null;
      note(last, ModelThread.found(last.scoring()));
    }
  }

  private void note(Underway of, List<Inspected> inspected) throws IOException {
    question.requireSameModels(inspector);
    List<ConsumerRecord<byte[], byte[]>> records = of.records();
    List<Finding> findings = new ArrayList<>(records.size());
    Map<DeadLetterReason, Long> refused = new EnumMap<>(DeadLetterReason.class);
    for (int i = 0; i < records.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = records.get(i);
      Inspected found = inspected.get(i);
      Optional<DeadLetterReason> refusal = found.refusal(record.key());
      if (refusal.isPresent()) {
        refused.merge(refusal.get(), 1L, Long::sum);
      } else {
        findings.add(finding(record, found));
      }
    }
    Step step = new Step(of.next(), findings, refused);
    journal.append(step.toBytes());
    count(step);
  }

  private Finding finding(ConsumerRecord<byte[], byte[]> record, Inspected found) {
    long writtenAt = Math.max(0, record.timestamp());
    LedgerEntry entry = inspector.entry(found, question.timing(), writtenAt).orElse(null);
    boolean text = question.texts() && found instanceof Inspected.Example;
    return new Finding(
        record.partition(),
        id(record.key()),
        entry,
        text ? ((Inspected.Example) found).example().getText() : null);
  }

  /** The key as text; one that is no UTF-8, which is no example's, as one that no example has. */
  private static String id(byte[] key) {
    String id = new String(key, UTF_8);
    return Arrays.equals(id.getBytes(UTF_8), key) ? id : "\0" + HexFormat.of().formatHex(key);
  }

  private void count(Step step) {
    step.refused().forEach(comparison::refuse);
    comparison.take(step.findings());
    positions.putAll(step.positions());
  }

  /** What is known by now. */
  public Report report() {
    return comparison.report();
  }

  /** Gives the journal up: the report is where it was wanted. */
  public void finish() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    models.close();
    journal.close();
  }
}
