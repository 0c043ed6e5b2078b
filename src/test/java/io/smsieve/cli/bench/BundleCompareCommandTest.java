package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BundleCompareCommandTest {

  @Test
  void shouldSayThatFp32IsItselfInEveryBatch() throws IOException {
    JsonNode found = compared("cpu-fp32");

    for (String what : new String[] {"toReference", "batchesToAlone"}) {
      assertThat(found.path(what).path("scored").asInt()).isPositive();
      assertThat(found.path(what).path("equalBits").asDouble()).isEqualTo(1);
      assertThat(found.path(what).path("largestDifference").asDouble()).isZero();
    }
  }

  @Test
  void shouldFindHowFarInt8IsFromFp32() throws IOException {
    JsonNode found = compared("cpu-int8");

    assertThat(found.path("provider").asText()).isEqualTo("CPU");
    assertThat(found.path("toReference").path("largestDifference").asDouble()).isPositive();
    assertThat(found.path("toReference").path("equalBits").asDouble()).isLessThan(1);
    assertThat(found.path("batchesToAlone").path("equalBits").asDouble()).isEqualTo(1);
  }

  @Test
  void shouldRefuseNoTexts() {
    assertThat(line(new StringWriter()).execute("--messages=0")).isEqualTo(2);
  }

  private static JsonNode compared(String profile) throws IOException {
    StringWriter out = new StringWriter();
    int exitCode =
        line(out)
            .execute(
                "--bundle=model/bundles/tiny",
                "--profile=" + profile,
                "--messages=80",
                "--rounds=2",
                "--json");
    assertThat(exitCode).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private static CommandLine line(StringWriter out) {
    return new CommandLine(new BundleCompareCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()));
  }
}
