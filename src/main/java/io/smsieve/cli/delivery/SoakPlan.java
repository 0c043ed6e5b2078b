package io.smsieve.cli.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * What a soak does.
 *
 * @param duration from the end of the measurement on
 * @param share of the measured rate, above 0, at most 1
 * @param rate messages a second; empty: the share of the measured one
 * @param measure how long the rate is measured
 * @param faultEvery one fault in as much time
 */
record SoakPlan(
    Duration duration, double share, OptionalDouble rate, Duration measure, Duration faultEvery) {

  /** What does not end the first process, which is watched. */
  static final List<Fault> FAULTS =
      List.of(Fault.KILL, Fault.STOP, Fault.JOIN, Fault.BROKER, Fault.REGISTRY);

  private static final int QUIET_PARTS = 8;

  /** How long nothing is done, at the beginning and at the end. */
  Duration quiet() {
    return duration.dividedBy(QUIET_PARTS);
  }

  /** When which fault comes, from the end of the first quiet time on, each kind as often. */
  List<Fault> faults(Random random) {
    long count = duration.minus(quiet().multipliedBy(2)).dividedBy(faultEvery);
    List<Fault> faults = new ArrayList<>();
    while (faults.size() < count) {
      List<Fault> round = new ArrayList<>(FAULTS);
      Collections.shuffle(round, random);
      faults.addAll(round);
    }
    return faults.subList(0, (int) count);
  }
}
