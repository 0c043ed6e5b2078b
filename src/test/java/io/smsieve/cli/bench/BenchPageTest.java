package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchPageTest {

  @Test
  void shouldShowEveryFigureAndDrawWithoutLoadingAnything() {
    List<Sample> samples =
        List.of(
            new Sample(Steps.BARE_LOOP, 1, 1_000, 2, 1),
            new Sample(Steps.FILTER, 1, 1_000, 2.5, 1),
            new Sample(Steps.BARE_LOOP, 2, 1_000, 2.1, 1),
            new Sample(Steps.FILTER, 2, 1_000, 2.4, 1));
    OpenLoop.Latency latency =
        new OpenLoop.Latency("filter", 0.5, 200, 100, 900, 60, 90, 130, 170, 45);
    Soak.Result soak =
        new Soak.Result(
            10, 5, 1_234, 300, 301, List.of(new Soak.Point(2, 1, 300 << 20, 1), point()));

    String page =
        BenchPage.of(
            Report.of(
                Map.of("processor", "A < B"),
                Map.of(),
                Map.of(),
                new Report.Found(samples, List.of(latency), Optional.of(soak))));

    assertThat(page)
        .contains(
            "endToEndToBareLoop",
            "0.838",
            "endToEndToBareLoopProcessorTime",
            "A &lt; B",
            "130.0",
            "1234 bytes allocated")
        .contains("<polyline class=curve", "<rect class=bar")
        .doesNotContain("http:", "https:", "NaN", "Infinity");
  }

  @Test
  void shouldPutLargerRatesFurtherToTheRight() {
    String svg = new BarPlot(Map.of("one", new double[] {100, 1_000, 10_000})).svg();

    // From 100 to 10,000 are two powers of ten: the median is in the middle.
    assertThat(svg).contains("width='320.0'", "x1='210.0' x2='850.0'");
  }

  private static Soak.Point point() {
    return new Soak.Point(10, 5, 301 << 20, 12_345);
  }
}
