package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UpCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--rate 0,--rate: expected a number above 0",
    "--messages 0,--messages: expected a number from 1",
    "--examples -1,--examples: expected a number from 0",
    "--exit,--exit: expected --messages",
    "--partitions 0,--partitions: expected",
    "--kafka-port 65536,--kafka-port: expected a port",
    "--http-port -1,--http-port: expected a port",
  })
  void shouldRefuseWhatMakesNoSense(String arguments, String message) {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new UpCommand()).setErr(new PrintWriter(err));
    assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }
}
