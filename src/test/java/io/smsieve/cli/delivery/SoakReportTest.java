package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoakReportTest {

  private static final Vitals VITALS = new Vitals(500, 200, 60, 10);
  private static final LatencyLog.Latency LATENCY = new LatencyLog.Latency(1_000, 100, 400, 900);

  @Test
  void shouldFindNothingWhenTheEndIsAsTheBeginning() {
    Vitals alittle = new Vitals(580, 220, 70, 50);
    LatencyLog.Latency slower = new LatencyLog.Latency(1_000, 600, 1_200, 5_000);
    assertThat(report(0, new SoakRun.Quiet(slower, alittle)).faultsFound()).isEmpty();
  }

  @Test
  void shouldNameEverythingThatGrewOrIsWrong() {
    Vitals grown = new Vitals(581, 221, 71, 51);
    LatencyLog.Latency slow = new LatencyLog.Latency(0, 601, 1_201, 5_000);
    assertThat(report(1, new SoakRun.Quiet(slow, grown)).faultsFound())
        .containsExactly(
            "1 messages lost",
            "581 MB of memory at the end, 500 at the beginning",
            "221 open handles at the end, 200 at the beginning",
            "71 threads at the end, 60 at the beginning",
            "51 MB of files at the end, 10 at the beginning",
            "a p50 of 601 ms at the end, 100 at the beginning",
            "a p99 of 1201 ms at the end, 400 at the beginning",
            "no message came out in a quiet time");
  }

  private static SoakReport report(long lost, SoakRun.Quiet end) {
    SoakRun.Quiet begin = new SoakRun.Quiet(LATENCY, VITALS);
    Map<Fault, List<Double>> none = Map.of();
    return new SoakReport(600, 100, 80, 48_000, lost, 0, 0, 0, 0, none, begin, end, 600, 1);
  }
}
