package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayCommandTest {

  @Test
  void shouldRefuseAWrongRangeBeforeConnecting() {
    String[][] wrong = {
      {"--from", "yesterday"},
      {"--to", "0:1,0:2"},
      {"--step", "90m"},
      {"--step", "0h"},
      {"--rate", "0"},
    };
    for (String[] option : wrong) {
      CommandRun run =
          CommandRun.of("replay", "--bootstrap-server", "127.0.0.1:1", option[0], option[1]);

      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err().lines().findFirst().orElseThrow()).contains("expected ", "found ");
    }
  }
}
