package io.smsieve.cli.delivery;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.evaluation.Recount;
import io.smsieve.stream.avro.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets messages and examples flow, does the faults of a plan to what handles them, and counts
 * afterwards.
 */
final class Proof implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration TICK = Duration.ofMillis(20);

  private final Plan plan;
  private final Site site;
  private final Map<String, Object> client;
  private final SchemaRegistry registry;
  private final Topics topics;
  private final Traffic traffic;
  private final Cluster cluster;
  private final Consumer<String> progress;
  private final Filters filters;
  private final Events events = new Events();
  private final long begin = System.nanoTime();
  private Watch watch;
  private Flow flow;

  Proof(
      Plan plan,
      Site site,
      Map<String, Object> client,
      SchemaRegistry registry,
      Consumer<String> progress) {
    this.plan = plan;
    this.site = site;
    this.client = new HashMap<>(client);
    this.registry = registry;
    this.progress = progress;
    String run = "smsieve-proof-" + Long.toString(System.currentTimeMillis(), 36);
    this.topics = new Topics(run);
    this.traffic = new Traffic(run, plan.partitions());
    this.cluster = new Cluster(client);
    this.filters = new Filters(plan, site, topics);
  }

  /** Does everything; returns what was seen. */
  Report run() throws InterruptedException {
    cluster.create(topics, plan.partitions());
    watch = Watch.of(reader());
    flow = Flow.start(client, registry, plan, topics, traffic);
    long start = System.nanoTime();
    filters.start();
    say("started, all partitions go on after " + recover(start) + " s");
    for (Schedule.Step step : Schedule.of(plan.faults(), new Random(plan.seed()))) {
      flow.release(Plan.BEFORE * plan.portion());
      TimeUnit.MILLISECONDS.sleep(step.delayMillis());
      apply(step.fault());
    }
    flow.releaseAll();
    await("the last messages", () -> watch.accounted() >= plan.messages());
    Recount recount = flow.recount();
    long miscounted = miscounted(recount);
    filters.stop();
    Report report = report(recount, miscounted);
    cluster.delete(topics);
    return report;
  }

  private void apply(Fault fault) throws InterruptedException {
    long faultBegin = System.nanoTime();
    switch (fault) {
      case KILL, KILL_AND_WIPE -> kill(fault);
      case STOP -> {
        filters.stop();
        filters.start();
      }
      case JOIN -> join();
      case BROKER -> site.kill("Broker");
      case REGISTRY -> site.kill("Registry");
    }
    double seconds = recover(faultBegin);
    events.recovered(fault, seconds);
    say(fault + ": all partitions go on after " + seconds + " s");
  }

  /** Waits until messages of all partitions come out that were not out by now; seconds since. */
  private double recover(long since) throws InterruptedException {
    Recovery recovery = new Recovery(since, cluster.ends(places()), traffic);
    watch.tell(recovery);
    flow.release(plan.portion());
    await("messages of every partition", () -> recovery.seconds().isPresent());
    return Math.round(recovery.seconds().orElseThrow() * 10) / 10.0;
  }

  private void kill(Fault fault) throws InterruptedException {
    filters.kill();
    boolean open = events.killed(cluster.openTransactions(filters.applicationId()));
    // By now the watch has seen all that was committed.
    events.waiting(flow.released() - watch.accounted());
    say(open ? "killed, a transaction is open" : "killed, no transaction was open");
    if (fault == Fault.KILL_AND_WIPE) {
      filters.wipeState();
    }
    filters.start();
  }

  private void join() throws InterruptedException {
    int alone = plan.threads();
    filters.startSecond();
    await("the second process to join", () -> members() == 2 * alone);
    long joined = watch.accounted();
    flow.release(plan.portion());
    await("messages with two processes", () -> watch.accounted() > joined);
    filters.stopSecond();
    await("the second process to leave", () -> members() == alone);
  }

  private int members() {
    return cluster.members(filters.applicationId());
  }

  private long miscounted(Recount recount) throws InterruptedException {
    await("the last examples", () -> flow.examples() >= plan.examples());
    Instant written = Instant.now();
    try (Totals totals = Totals.read(client, registry, topics)) {
      await("the evaluation to count all examples", () -> totals.countedUpTo(written));
      long wrong = totals.wrong(recount, plan.bundle());
      say("examples counted, " + wrong + " too many or too few");
      return wrong;
    }
  }

  private Report report(Recount recount, long miscounted) {
    Ledger ledger = new Ledger(topics, plan.messages());
    try (OutputReader reader = reader()) {
      reader.readTo(cluster.ends(places()), ledger::add);
    }
    return new Report(
        plan.kills(),
        events.openTransactions(),
        plan.neededOpen(),
        plan.faults(),
        plan.partitions(),
        flow.messages(),
        ledger.in(topics.spam()),
        ledger.in(topics.ham()),
        ledger.in(topics.deadLetter()),
        ledger.lost(),
        ledger.duplicated(),
        ledger.outOfOrder(),
        ledger.misplaced(),
        flow.examples(),
        recount.size(),
        miscounted,
        events.leastWaiting(),
        events.recoverySeconds(),
        Math.round((System.nanoTime() - begin) / 1e8) / 10.0,
        plan.seed());
  }

  private OutputReader reader() {
    return new OutputReader(client, registry, topics, traffic);
  }

  private List<TopicPartition> places() {
    return OutputReader.places(topics, plan.partitions());
  }

  /** Waits as long as messages come out, and then for {@link #PATIENCE}. */
  private void await(String what, BooleanSupplier done) throws InterruptedException {
    long accounted = watch.accounted();
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      check();
      if (watch.accounted() != accounted) {
        accounted = watch.accounted();
        limit = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > limit) {
        throw new CommandFailedException(
            ExitCode.CHECK_FAILED,
            "waited "
                + PATIENCE.toSeconds()
                + " s in vain for "
                + what
                + ": "
                + watch.accounted()
                + " of "
                + plan.messages()
                + " have come out; logs: "
                + plan.work());
      }
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    }
  }

  private void check() {
    filters.check();
    flow.failure().ifPresent(failed -> fail("the messages cannot be written", failed));
    watch.failure().ifPresent(failed -> fail("the outputs cannot be read", failed));
  }

  private static void fail(String what, Throwable cause) {
    throw cause instanceof CommandFailedException failed
        ? failed
        : new CommandFailedException(
            ExitCode.UNREACHABLE, what + ": " + cause.getClass().getSimpleName(), cause);
  }

  private void say(String what) {
    progress.accept(
        String.format(
            "%6.1f s, %d of %d: %s",
            (System.nanoTime() - begin) / 1e9, watch.accounted(), plan.messages(), what));
  }

  @Override
  public void close() {
    filters.close();
    if (flow != null) {
      flow.close();
    }
    if (watch != null) {
      watch.close();
    }
    cluster.close();
  }
}
