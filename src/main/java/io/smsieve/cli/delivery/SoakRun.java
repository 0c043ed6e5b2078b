package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Two processes share the input for a long time. The first lives through everything and is watched;
 * faults meet the second, the broker and the registry.
 */
final class SoakRun {

  static final String KIND = "smsieve-soak";

  private static final String THIRD = "3";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(2);
  private static final int WAITING = 4_000;

  private final SoakPlan soak;
  private final Plan plan;
  private final Site site;
  private final Scene scene;
  private final Filters filters;
  private final Random random;
  private long mostResidentMb;

  /** A soak on a scene in which nothing flows yet. */
  SoakRun(SoakPlan soak, Plan plan, Site site, Scene scene) {
    this.soak = soak;
    this.plan = plan;
    this.site = site;
    this.scene = scene;
    this.filters = scene.filters();
    this.random = new Random(plan.seed());
  }

  /**
   * What was seen in a time without faults.
   *
   * @param latency of all messages
   * @param vitals of the first process, medians
   */
  record Quiet(LatencyLog.Latency latency, Vitals vitals) {}

  /** Does everything; returns what was seen. */
  SoakReport run() throws InterruptedException {
    scene.open();
    filters.start(Filters.FIRST);
    filters.start(Filters.SECOND);
    scene.await("both processes to join", () -> scene.members() == 2 * plan.threads());
    double measured = soak.rate().isPresent() ? 0 : measure();
    double rate = soak.rate().orElse(measured * soak.share());
    scene.say(String.format("soaking at %.0f messages a second", rate));
    long begin = System.nanoTime();
    Quiet first;
    Quiet last;
    try (Pace pace = Pace.of(rate, scene.flow()::release)) {
      first = quiet();
      faults();
      scene.await("the input to be worked off", PATIENCE, () -> scene.waiting() < rate);
      last = quiet();
      pace.stop();
    }
    double seconds = Math.round((System.nanoTime() - begin) / 1e8) / 10.0;
    scene.await("the last messages", () -> scene.flow().isWritten() && scene.waiting() == 0);
    long miscounted = scene.miscounted(scene.flow().recount());
    filters.stop(Filters.FIRST);
    filters.stop(Filters.SECOND);
    SoakReport report = report(seconds, measured, rate, first, last, miscounted);
    scene.cluster().delete(scene.topics());
    return report;
  }

  /** Messages a second while input waits. */
  private double measure() throws InterruptedException {
    // Not from the start: the first thousands meet code that is not compiled yet.
    keepWaiting();
    long before = scene.watch().accounted();
    long start = System.nanoTime();
    keepWaiting();
    double rate = (scene.watch().accounted() - before) / ((System.nanoTime() - start) / 1e9);
    scene.say(String.format("measured: %.0f messages a second", rate));
    if (rate == 0) {
      throw new CommandFailedException(
          ExitCode.CHECK_FAILED, "no message came out while the rate was measured");
    }
    scene.await("what waits to be worked off", () -> scene.waiting() == 0);
    return rate;
  }

  private void keepWaiting() throws InterruptedException {
    long end = System.nanoTime() + soak.measure().toNanos();
    while (System.nanoTime() < end) {
      if (scene.waiting() < WAITING) {
        scene.flow().release(WAITING);
      }
      scene.check();
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    }
  }

  private Quiet quiet() throws InterruptedException {
    LatencyLog log = new LatencyLog();
    List<Vitals> all = new ArrayList<>();
    scene.watch().note(log);
    long end = System.nanoTime() + soak.quiet().toNanos();
    while (System.nanoTime() < end) {
      all.add(sample());
      TimeUnit.NANOSECONDS.sleep(SAMPLE_EVERY.toNanos());
      scene.check();
    }
    scene.watch().note(null);
    Quiet seen = new Quiet(log.summary(), Vitals.median(all));
    scene.say(seen.latency() + ", " + seen.vitals());
    return seen;
  }

  private Vitals sample() {
    Vitals now = Vitals.of(filters.pid(Filters.FIRST), filters.files());
    mostResidentMb = Math.max(mostResidentMb, now.residentMb());
    return now;
  }

  private void faults() throws InterruptedException {
    for (Fault fault : soak.faults(random)) {
      long next = System.nanoTime() + soak.faultEvery().toNanos();
      TimeUnit.MILLISECONDS.sleep(random.nextLong(soak.faultEvery().toMillis() / 4 + 1));
      long begin = System.nanoTime();
      apply(fault);
      double seconds = scene.recover(begin, 0);
      scene.events().recovered(fault, seconds);
      scene.say(fault + ": all partitions go on after " + seconds + " s, " + sample());
      scene.await("the next fault", () -> System.nanoTime() > next);
    }
  }

  private void apply(Fault fault) throws InterruptedException {
    switch (fault) {
      case KILL -> {
        filters.kill(Filters.SECOND);
        filters.start(Filters.SECOND);
      }
      case STOP -> {
        filters.stop(Filters.SECOND);
        filters.start(Filters.SECOND);
      }
      case JOIN -> {
        filters.start(THIRD);
        scene.await("a third process to join", () -> scene.members() == 3 * plan.threads());
        filters.stop(THIRD);
      }
      case BROKER -> site.kill("Broker");
      case REGISTRY -> site.kill("Registry");
      default -> throw new IllegalArgumentException(fault + " is none of a soak's");
    }
  }

  private SoakReport report(
      double seconds, double measured, double rate, Quiet first, Quiet last, long miscounted) {
    Ledger ledger = scene.ledger();
    return new SoakReport(
        seconds,
        Math.round(measured),
        Math.round(rate),
        scene.flow().messages(),
        ledger.lost(),
        ledger.duplicated(),
        ledger.outOfOrder(),
        ledger.misplaced(),
        miscounted,
        scene.events().recoverySeconds(),
        first,
        last,
        mostResidentMb,
        plan.seed());
  }
}
