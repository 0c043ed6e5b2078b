package io.smsieve.evaluation.live;

import io.smsieve.evaluation.Examples;
import io.smsieve.evaluation.LedgerEntry;
import io.smsieve.evaluation.ReadyExamples;
import io.smsieve.evaluation.Scored;
import io.smsieve.evaluation.Timing;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes and scores records of the evaluation topic. Thread-safe. */
public final class ExampleInspector {

  private final RecordDecoder<LabelledExample> decoder;
  private final Examples examples;

  /** Scores with these models. */
  public ExampleInspector(RecordDecoder<LabelledExample> decoder, Examples examples) {
    this.decoder = decoder;
    this.examples = examples;
  }

  /** What scores. */
  public Examples examples() {
    return examples;
  }

  /**
   * Values of records, decoded and ready to be scored.
   *
   * @param findings one a value; null where an example is
   * @param places where the examples are
   */
  public record Ready(List<Inspected> findings, List<Integer> places, ReadyExamples examples) {
    /** Shows nothing of the texts. */
    @Override
    public String toString() {
      return "Ready";
    }
  }

  /**
   * Inspects the values of records.
   *
   * @param values null for an example that is taken back
   * @return one finding a value, in the same order
   * @throws io.smsieve.classify.ClassifierFailedException if a model fails
   * @throws io.smsieve.stream.avro.RegistryUnavailableException if a schema cannot be asked for
   */
  public List<Inspected> inspect(List<byte[]> values) {
    return score(prepare(values));
  }

  /**
   * The cheap part of {@link #inspect}: all but the runs of the models.
   *
   * @throws io.smsieve.classify.ClassifierFailedException if a model fails
   * @throws io.smsieve.stream.avro.RegistryUnavailableException if a schema cannot be asked for
   */
  public Ready prepare(List<byte[]> values) {
    List<Inspected> findings = new ArrayList<>(values.size());
    List<LabelledExample> decoded = new ArrayList<>(values.size());
    List<Integer> places = new ArrayList<>(values.size());
    for (byte[] value : values) {
      findings.add(value == null ? new Inspected.Withdrawn() : null);
      if (value != null) {
        int place = findings.size() - 1;
        Decoded<LabelledExample> one = decoder.decode(value);
        if (one instanceof Decoded.Malformed<LabelledExample> malformed) {
          findings.set(place, new Inspected.Refused(malformed.reason()));
        } else {
          places.add(place);
          decoded.add(((Decoded.Value<LabelledExample>) one).value());
        }
      }
    }
    return new Ready(findings, places, examples.prepare(decoded));
  }

  /**
   * The rest of {@link #inspect}.
   *
   * @throws io.smsieve.classify.ClassifierFailedException if a model fails
   */
  public List<Inspected> score(Ready ready) {
    List<List<Scored>> scores = examples.score(ready.examples());
    List<Inspected> findings = new ArrayList<>(ready.findings());
    for (int i = 0; i < scores.size(); i++) {
      findings.set(
          ready.places().get(i),
          new Inspected.Example(ready.examples().examples().get(i), scores.get(i)));
    }
    return findings;
  }

  /**
   * What the ledger hears of a record.
   *
   * @param found not refused
   * @param writtenAt timestamp of the record, in milliseconds since 1970
   * @return empty where the example is taken back
   */
  public Optional<LedgerEntry> entry(Inspected found, Timing timing, long writtenAt) {
    if (found instanceof Inspected.Example inspected) {
      return found
          .place(timing, writtenAt)
          .map(place -> examples.entry(inspected.example(), inspected.scores(), place, writtenAt));
    }
    return Optional.empty();
  }
}
