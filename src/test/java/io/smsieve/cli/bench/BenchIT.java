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
    String[] options = {
      "--bundle=model/bundles/tiny",
      "--provider=cpu",
      "--rounds=2",
      "--messages=60",
      "--light-messages=500",
      "--latency-seconds=1",
      "--json=" + json
    };

    int exitCode =
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(options);

    assertThat(exitCode).isZero();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("rounds")).hasSize(2 * Steps.OURS.size());
    assertThat(report.path("ratios").fieldNames())
        .toIterable()
        .contains("endToEndToBareLoop", "pollScoringToPassThrough", "tokenisingShare");
    for (JsonNode median : report.path("medians")) {
      assertThat(median.asDouble()).isPositive();
    }
    assertThat(report.path("latency")).hasSize(8);
    for (JsonNode latency : report.path("latency")) {
      assertThat(latency.path("p99").asDouble()).isPositive();
    }
  }
}
