package io.smsieve.filter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.smsieve.classify.CallStatistics;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.Label;
import io.smsieve.classify.Provider;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.Verdict;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** What the filter counts; see docs/metrics.md. Thread-safe. */
public final class FilterMetrics implements ClassifierListener {

  private static final Logger LOG = Logger.getLogger(FilterMetrics.class);
  private static final Duration LONGEST_LATENCY = Duration.ofDays(1);

  private final Clock clock;
  private final Map<Label, Counter> labels = new EnumMap<>(Label.class);
  private final Map<DeadLetterReason, Counter> reasons = new EnumMap<>(DeadLetterReason.class);
  private final Counter deadLetters;
  private final DistributionSummary batch;
  private final Counter tokens;
  private final Counter paddedTokens;
  private final Counter repeated;
  private final Timer tokenising;
  private final Timer inference;
  private final Timer latency;
  private final AtomicInteger fallen = new AtomicInteger();
  private final AtomicReference<RunPlan> plan = new AtomicReference<>(new RunPlan(0, 0, 0, 0));
  private final AtomicReference<String> provider = new AtomicReference<>("");

  /** Counts into a registry. */
  public FilterMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    for (Label label : Label.values()) {
      String outcome = label.name().toLowerCase(Locale.ROOT);
      labels.put(label, registry.counter("smsieve.messages", "outcome", outcome));
    }
    deadLetters = registry.counter("smsieve.messages", "outcome", "dead_letter");
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      reasons.put(reason, registry.counter("smsieve.dead.letters", "reason", reason.name()));
    }
    batch = DistributionSummary.builder("smsieve.batch.rows").register(registry);
    tokens = registry.counter("smsieve.tokens", "kind", "read");
    paddedTokens = registry.counter("smsieve.tokens", "kind", "computed");
    registry.gauge("smsieve.provider.fallback", fallen);
    registry.gauge("smsieve.padding.share", this, FilterMetrics::paddingShare);
    registry.gauge("smsieve.run.tokens", plan, now -> now.get().tokenBudget());
    registry.gauge("smsieve.slice.tokens", plan, now -> (double) now.get().sliceTokens());
    repeated = registry.counter("smsieve.texts.repeated");
    tokenising = registry.timer("smsieve.tokenising");
    inference = registry.timer("smsieve.inference");
    latency = Timer.builder("smsieve.latency").publishPercentiles(0.5, 0.99).register(registry);
    for (Provider each : Provider.values()) {
      registry.gauge(
          "smsieve.provider",
          Tags.of("provider", each.name()),
          provider,
          current -> current.get().equals(each.name()) ? 1 : 0);
    }
  }

  void labelled(Verdict verdict, Instant receivedAt) {
    labels.get(verdict.label()).increment();
    Duration age = Duration.between(receivedAt, clock.instant());
    // Old messages that are read again would bury the figure.
    if (!age.isNegative() && age.compareTo(LONGEST_LATENCY) < 0) {
      latency.record(age);
    }
  }

  void refused(DeadLetterReason reason) {
    deadLetters.increment();
    reasons.get(reason).increment();
  }

  /** Messages with this label since the start. */
  public long count(Label label) {
    return (long) labels.get(label).count();
  }

  /** Dead letters since the start. */
  public long deadLetters() {
    return (long) deadLetters.count();
  }

  @Override
  public void called(CallStatistics statistics) {
    batch.record((double) statistics.texts() / Math.max(1, statistics.batches()));
    tokens.increment((double) statistics.tokens());
    paddedTokens.increment((double) statistics.paddedTokens());
    repeated.increment(statistics.repeated());
    inference.record(Duration.ofNanos(statistics.inferenceNanos()));
  }

  @Override
  public void providerChosen(Provider chosen, String reason, boolean fallback) {
    provider.set(chosen.name());
    fallen.set(fallback ? 1 : 0);
    if (fallback) {
      LOG.warnf("model runs on %s: %s", chosen, reason);
    } else {
      LOG.infof("model runs on %s: %s", chosen, reason);
    }
  }

  @Override
  public void prepared(int texts, long nanos) {
    tokenising.record(Duration.ofNanos(nanos));
  }

  @Override
  public void planned(RunPlan chosen, String reason) {
    plan.set(chosen);
    LOG.infof(
        "runs of at most %s tokens and %s rows, slices of %s tokens: %s",
        chosen.tokenBudget(), chosen.maxRows(), chosen.sliceTokens(), reason);
  }

  private double paddingShare() {
    double computed = paddedTokens.count();
    return computed == 0 ? 0 : 1 - tokens.count() / computed;
  }
}
