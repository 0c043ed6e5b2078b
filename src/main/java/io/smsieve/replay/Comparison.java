package io.smsieve.replay;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.Change;
import io.smsieve.evaluation.Contribution;
import io.smsieve.evaluation.Ledger;
import io.smsieve.evaluation.LedgerEntry;
import io.smsieve.evaluation.Scored;
import io.smsieve.evaluation.Truth;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds findings up, with the ledger of the live evaluation: a later finding of an id replaces the
 * earlier one, or takes it back. Holds every example's scores in memory, and no model. Not
 * thread-safe.
 */
public final class Comparison {

  /** What is known of an example. */
  record Known(LedgerEntry entry, String text) {
    Contribution contribution() {
      return entry.contribution();
    }
  }

  private final List<Candidate> candidates;
  private final ReportOptions options;
  private final Totals totals;
  // By partition and id, as each task of the live evaluation remembers its own partition.
  private final Map<Integer, Map<String, Known>> memory = new HashMap<>();
  // Examples share few lists of slices and few predictors: one of each is enough.
  private final Map<Object, Object> shared = new HashMap<>();
  private final Map<DeadLetterReason, Long> refused = new EnumMap<>(DeadLetterReason.class);
  private long counted;
  private long replaced;
  private long repeated;
  private long withdrawn;

  /**
   * Nothing counted yet.
   *
   * @param candidates in the order of the findings' scores, no two of the same identity
   */
  public Comparison(List<Candidate> candidates, ReportOptions options) {
    this.candidates = List.copyOf(candidates);
    this.options = options;
    this.totals = new Totals(options.maxSliceValues());
    if (candidates.stream().map(Candidate::identity).distinct().count() < candidates.size()) {
      throw new IllegalArgumentException(
          "expected models that differ in bundle, profile or provider, found the same twice");
    }
  }

  /** Counts findings, in the order of their records. */
  public void take(List<Finding> findings) {
    findings.forEach(this::take);
  }

  private void take(Finding finding) {
    Optional<LedgerEntry> entry = Optional.ofNullable(finding.entry()).map(this::compact);
    List<Change> changes = Ledger.record(memory(finding), entry);
    if (entry.isEmpty()) {
      withdrawn++;
    } else if (changes.isEmpty()) {
      repeated++;
    } else if (changes.size() == 1) {
      counted++;
    } else {
      replaced++;
    }
    changes.forEach(totals::apply);
  }

  private Ledger.Memory memory(Finding finding) {
    Map<String, Known> known = memory.computeIfAbsent(finding.partition(), p -> new HashMap<>());
    return new Ledger.Memory() {
      @Override
      public LedgerEntry get() {
        Known before = known.get(finding.id());
        return before == null ? null : before.entry();
      }

      @Override
      public void put(LedgerEntry entry) {
        if (entry == null) {
          known.remove(finding.id());
        } else {
          known.put(finding.id(), new Known(entry, isNamed(entry) ? finding.text() : null));
        }
      }
    };
  }

  /** Whether the report may name the example: a model called it what it is not. */
  private static boolean isNamed(LedgerEntry entry) {
    Optional<Truth> truth = entry.contribution().kind().truth();
    return truth.isPresent()
        && entry.contribution().scores().stream()
            .anyMatch(scored -> scored.hasScore() && scored.verdict() != truth.get());
  }

  private LedgerEntry compact(LedgerEntry entry) {
    Contribution all = entry.contribution();
    List<Scored> scores = new ArrayList<>(all.scores().size());
    for (Scored each : all.scores()) {
      ModelIdentity predictor = share(each.predictor());
      scores.add(new Scored(predictor, each.threshold(), each.bin(), each.units(), each.trained()));
    }
    return new LedgerEntry(
        entry.digest(),
        new Contribution(all.kind(), all.time(), all.minutes(), share(all.slices()), scores));
  }

  @SuppressWarnings("unchecked") // Only what is equal to it, and so of its type, stands for it.
  private <T> T share(T value) {
    return (T) shared.computeIfAbsent(value, key -> value);
  }

  /** Counts records that are no example. */
  public void refuse(DeadLetterReason reason, long records) {
    refused.merge(reason, records, Long::sum);
  }

  /** How many records were taken or refused. */
  public long read() {
    long taken = counted + replaced + repeated + withdrawn;
    return taken + refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What is known by now. */
  public Report report() {
    Reporter reporter = new Reporter(candidates, options, totals, memory.values());
    return new Report(
        new RecordCounts(read(), counted, replaced, repeated, withdrawn, Map.copyOf(refused)),
        reporter.predictors(),
        reporter.pairs());
  }
}
