package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds=0|expected numbers from 1",
        "--steps=bareLoop|leaves the step filter out",
        "--steps=model|--steps: expected some of [bareLoop, ",
        "--soak=-1|--soak: expected 0 or more",
        "--bootstrap-server=127.0.0.1:9092|Missing required argument(s): --registry",
      })
  void shouldSayWhatIsWrongBeforeAnythingStarts(String option, String message) {
    StringWriter err = new StringWriter();

    int exitCode =
        new CommandLine(new BenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setErr(new PrintWriter(err))
            .execute(option);

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }
}
