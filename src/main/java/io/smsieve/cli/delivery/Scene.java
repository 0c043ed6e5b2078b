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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Messages and examples that flow through topics of their own, and the processes that work. */
final class Scene implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration TICK = Duration.ofMillis(20);

  private final Plan plan;
  private final Map<String, Object> client;
  private final SchemaRegistry registry;
  private final Consumer<String> progress;
  private final Topics topics;
  private final Traffic traffic;
  private final Cluster cluster;
  private final Filters filters;
  private final Events events = new Events();
  private final long begin = System.nanoTime();
  private Watch watch;
  private Flow flow;

  /**
   * Nothing flows yet.
   *
   * @param kind begins the names of its topics
   */
  Scene(
      String kind,
      Plan plan,
      Site site,
      Map<String, Object> client,
      SchemaRegistry registry,
      Consumer<String> progress) {
    this.plan = plan;
    this.client = new HashMap<>(client);
    this.registry = registry;
    this.progress = progress;
    String run = kind + "-" + Long.toString(System.currentTimeMillis(), 36);
    this.topics = new Topics(run);
    this.traffic = new Traffic(run, plan.partitions());
    this.cluster = new Cluster(client);
    this.filters = new Filters(plan, site, topics);
  }

  /** Creates the topics; from now on messages can be released and are watched. */
  void open() {
    cluster.create(topics, plan.partitions());
    watch = Watch.of(reader());
    flow = Flow.start(client, registry, plan, topics, traffic);
  }

  Topics topics() {
    return topics;
  }

  Cluster cluster() {
    return cluster;
  }

  Filters filters() {
    return filters;
  }

  Events events() {
    return events;
  }

  Watch watch() {
    return watch;
  }

  Flow flow() {
    return flow;
  }

  /** Messages that were let go and have not come out. */
  long waiting() {
    return flow.released() - watch.accounted();
  }

  /** Stream threads of all processes of the filter, by the broker's count. */
  int members() {
    return cluster.members(filters.applicationId());
  }

  /**
   * Waits until messages of all partitions come out that were not out by now.
   *
   * @param since when the fault began, in nanoseconds
   * @param release messages that are let go for it
   * @return seconds since then
   */
  double recover(long since, long release) throws InterruptedException {
    Recovery recovery = new Recovery(since, cluster.ends(places()), traffic);
    watch.tell(recovery);
    flow.release(release);
    await("messages of every partition", () -> recovery.seconds().isPresent());
    return Math.round(recovery.seconds().orElseThrow() * 10) / 10.0;
  }

  /** How far the evaluation's totals are from a recount, when it has counted all there is. */
  long miscounted(Recount recount) throws InterruptedException {
    await("the last examples", flow::isWritten);
    Instant written = Instant.now();
    try (Totals totals = Totals.read(client, registry, topics)) {
      await("the evaluation to count all examples", () -> totals.countedUpTo(written));
      long wrong = totals.wrong(recount, plan.bundle());
      say("examples counted, " + wrong + " too many or too few");
      return wrong;
    }
  }

  /** Reads all outputs anew, when nothing flows any more. */
  Ledger ledger() {
    Ledger ledger = new Ledger(topics, Math.toIntExact(flow.messages()));
    try (OutputReader reader = reader()) {
      reader.readTo(cluster.ends(places()), ledger::add);
    }
    return ledger;
  }

  private OutputReader reader() {
    return new OutputReader(client, registry, topics, traffic);
  }

  private List<TopicPartition> places() {
    return OutputReader.places(topics, plan.partitions());
  }

  /** Waits as long as messages come out, and then for {@link #PATIENCE}. */
  void await(String what, BooleanSupplier done) throws InterruptedException {
    long accounted = watch.accounted();
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      check();
      if (watch.accounted() != accounted) {
        accounted = watch.accounted();
        limit = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > limit) {
        throw inVain(PATIENCE, what);
      }
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    }
  }

  /** Waits, whether messages come out or not. */
  void await(String what, Duration patience, BooleanSupplier done) throws InterruptedException {
    long limit = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      check();
      if (System.nanoTime() > limit) {
        throw inVain(patience, what);
      }
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    }
  }

  private CommandFailedException inVain(Duration patience, String what) {
    return new CommandFailedException(
        ExitCode.CHECK_FAILED,
        String.format(
            "waited %d s in vain for %s: %d of %d have come out; logs: %s",
            patience.toSeconds(), what, watch.accounted(), flow.released(), plan.work()));
  }

  /** Throws when a process has died by itself, or messages can be neither written nor read. */
  void check() {
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

  /** Seconds since the scene was made. */
  double seconds() {
    return Math.round((System.nanoTime() - begin) / 1e8) / 10.0;
  }

  void say(String what) {
    progress.accept(
        String.format(
            "%6.1f s, %d of %d: %s", seconds(), watch.accounted(), flow.released(), what));
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
