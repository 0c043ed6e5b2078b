package io.smsieve.evaluation.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smsieve.evaluation.Timing;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.util.Locale;
import java.util.Optional;

/** What the evaluation counts; see docs/metrics.md. Thread-safe. */
public final class EvaluationMetrics {

  private static final String EXAMPLES = "smsieve.examples";
  private static final String OUTCOME = "outcome";

  private final MeterRegistry registry;
  private final Counter counted;
  private final Counter unlabelled;
  private final Counter withdrawn;
  private final Counter deadLetters;

  /** Counts into a registry. */
  public EvaluationMetrics(MeterRegistry registry) {
    this.registry = registry;
    counted = registry.counter(EXAMPLES, OUTCOME, "counted");
    unlabelled = registry.counter(EXAMPLES, OUTCOME, "unlabelled");
    withdrawn = registry.counter(EXAMPLES, OUTCOME, "withdrawn");
    deadLetters = registry.counter(EXAMPLES, OUTCOME, "dead_letter");
    for (Timing.Place place : new Timing.Place[] {Timing.Place.LATE, Timing.Place.FUTURE}) {
      excluded(place);
    }
  }

  private Counter excluded(Timing.Place place) {
    return registry.counter(EXAMPLES, OUTCOME, place.name().toLowerCase(Locale.ROOT));
  }

  void seen(Inspected found, Optional<Timing.Place> place) {
    if (found instanceof Inspected.Withdrawn) {
      withdrawn.increment();
    } else if (place.filter(p -> p == Timing.Place.LATE || p == Timing.Place.FUTURE).isPresent()) {
      excluded(place.get()).increment();
    } else if (found instanceof Inspected.Example example && example.example().getSpam() == null) {
      unlabelled.increment();
    } else {
      counted.increment();
    }
  }

  void refused(DeadLetterReason reason) {
    deadLetters.increment();
    registry.counter("smsieve.examples.dead.letters", "reason", reason.name()).increment();
  }
}
