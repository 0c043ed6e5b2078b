package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One small run of everything, with a real broker and the tiny model; no figure is judged. */
class BenchIT {

  @TempDir private Path folder;

  @Test
  void shouldMeasureEveryStepAndWriteRatios() throws IOException {
    EmbeddedStack.build();
    Path json = folder.resolve("bench.json");
    Path html = folder.resolve("bench.html");
    String[] options = {
      "--bundle=model/bundles/tiny",
      "--provider=cpu",
      "--rounds=2",
      "--messages=60",
      "--light-messages=500",
      "--latency-seconds=1",
      "--shape=4x16",
      "--soak=300",
      "--html=" + html,
      "--json=" + json
    };

    int exitCode =
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(options);

    assertThat(exitCode).isZero();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("rounds")).hasSize(2 * (Steps.USUAL.size() + 1));
    assertThat(report.path("ratios").fieldNames())
        .toIterable()
        .contains("endToEndToBareLoop", "pollScoringToPassThrough", "tokenisingShare");
    for (JsonNode median : report.path("medians")) {
      assertThat(median.asDouble()).isPositive();
    }
    assertThat(report.path("medians").path("bareLoop.4x16").asDouble()).isPositive();
    assertThat(report.path("soak").path(0).path("messages").asInt()).isEqualTo(300);
    assertThat(report.path("soak").path(0).path("residentMiBAtEnd").asDouble()).isPositive();
    assertThat(html).content().contains("<svg", "bareLoop.4x16");
    assertThat(report.path("latency")).hasSize(8);
    for (JsonNode latency : report.path("latency")) {
      assertThat(latency.path("p99").asDouble()).isPositive();
    }
  }
}
