package io.smsieve.cli.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Latency of the filter at three shares of its rate and two commit intervals, and of a topology
 * that forwards bytes at half of that rate, which is the round trip of a transaction.
 */
final class LatencySteps {

  private static final int[] COMMIT_MILLIS = {100, 20};
  private static final double[] LOADS = {0.1, 0.5, 0.8};
  private static final double HALF = 0.5;

  private final OpenLoop loop;
  private final Steps steps;
  private final Duration duration;
  private final PrintWriter err;

  /** Steps that tell on {@code err} what they do. */
  LatencySteps(OpenLoop loop, Steps steps, Duration duration, PrintWriter err) {
    this.loop = loop;
    this.steps = steps;
    this.duration = duration;
    this.err = err;
  }

  /** All of them; the rate is the filter's, in messages a second. */
  List<OpenLoop.Latency> run(double rate) {
    List<OpenLoop.Latency> found = new ArrayList<>();
    for (int commit : COMMIT_MILLIS) {
      Duration interval = Duration.ofMillis(commit);
      for (double load : LOADS) {
        err.println("latency at " + Math.round(100 * load) + "%, commits each " + commit + " ms");
        found.add(
            loop.run(
                Steps.FILTER,
                steps.filter(),
                steps.messages(),
                load,
                load * rate,
                interval,
                duration));
      }
      err.println("latency without a model, commits each " + commit + " ms");
      found.add(
          loop.run(
              Steps.PASS_THROUGH,
              Topologies::passThrough,
              steps.messages(),
              HALF,
              HALF * rate,
              interval,
              duration));
    }
    return found;
  }
}
