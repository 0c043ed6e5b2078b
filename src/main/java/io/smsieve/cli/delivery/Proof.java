package io.smsieve.cli.delivery;

import io.smsieve.evaluation.Recount;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Lets messages and examples flow, does the faults of a plan to what handles them, and counts
 * afterwards.
 */
final class Proof {

  static final String KIND = "smsieve-proof";

  private final Plan plan;
  private final Site site;
  private final Scene scene;
  private final Filters filters;

  /** A proof on a scene in which nothing flows yet. */
  Proof(Plan plan, Site site, Scene scene) {
    this.plan = plan;
    this.site = site;
    this.scene = scene;
    this.filters = scene.filters();
  }

  /** Does everything; returns what was seen. */
  Report run() throws InterruptedException {
    scene.open();
    long start = System.nanoTime();
    filters.start(Filters.FIRST);
    scene.say("started, all partitions go on after " + recover(start) + " s");
    for (Schedule.Step step : Schedule.of(plan.faults(), new Random(plan.seed()))) {
      scene.flow().release(Plan.BEFORE * plan.portion());
      TimeUnit.MILLISECONDS.sleep(step.delayMillis());
      apply(step.fault());
    }
    scene.flow().releaseAll();
    scene.await("the last messages", () -> scene.watch().accounted() >= plan.messages());
    Recount recount = scene.flow().recount();
    long miscounted = scene.miscounted(recount);
    filters.stop(Filters.FIRST);
    Report report = report(recount, miscounted);
    scene.cluster().delete(scene.topics());
    return report;
  }

  private void apply(Fault fault) throws InterruptedException {
    long faultBegin = System.nanoTime();
    switch (fault) {
      case KILL, KILL_AND_WIPE -> kill(fault);
      case STOP -> restart();
      case JOIN -> join();
      case BROKER -> site.kill("Broker");
      case REGISTRY -> site.kill("Registry");
      case CUT -> plan.hosts().cutForAWhile();
      case SLOW_REGISTRY -> {
        plan.hosts().slowDown(site.registry().getPort());
        restart();
      }
    }
    double seconds = recover(faultBegin);
    plan.hosts().mend();
    scene.events().recovered(fault, seconds);
    scene.say(fault + ": all partitions go on after " + seconds + " s");
  }

  private double recover(long since) throws InterruptedException {
    return scene.recover(since, plan.portion());
  }

  private void restart() {
    filters.stop(Filters.FIRST);
    filters.start(Filters.FIRST);
  }

  private void kill(Fault fault) throws InterruptedException {
    filters.kill(Filters.FIRST);
    boolean open = scene.events().killed(scene.cluster().openTransactions(filters.applicationId()));
    // By now the watch has seen all that was committed.
    scene.events().waiting(scene.waiting());
    scene.say(open ? "killed, a transaction is open" : "killed, no transaction was open");
    if (fault == Fault.KILL_AND_WIPE) {
      filters.wipeState(Filters.FIRST);
    }
    filters.start(Filters.FIRST);
  }

  private void join() throws InterruptedException {
    int alone = plan.threads();
    filters.start(Filters.SECOND);
    scene.await("the second process to join", () -> scene.members() == 2 * alone);
    long joined = scene.watch().accounted();
    scene.flow().release(plan.portion());
    scene.await("messages with two processes", () -> scene.watch().accounted() > joined);
    filters.stop(Filters.SECOND);
    scene.await("the second process to leave", () -> scene.members() == alone);
  }

  private Report report(Recount recount, long miscounted) {
    Ledger ledger = scene.ledger();
    Topics topics = scene.topics();
    Events events = scene.events();
    return new Report(
        plan.kills(),
        events.openTransactions(),
        plan.neededOpen(),
        plan.faults(),
        plan.partitions(),
        scene.flow().messages(),
        ledger.in(topics.spam()),
        ledger.in(topics.ham()),
        ledger.in(topics.deadLetter()),
        ledger.lost(),
        ledger.duplicated(),
        ledger.outOfOrder(),
        ledger.misplaced(),
        scene.flow().examples(),
        recount.size(),
        miscounted,
        events.leastWaiting(),
        events.recoverySeconds(),
        scene.seconds(),
        plan.seed());
  }
}
