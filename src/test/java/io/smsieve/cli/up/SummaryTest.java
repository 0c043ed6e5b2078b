package io.smsieve.cli.up;

import static io.smsieve.cli.up.Samples.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final long SECOND = 1_000_000_000L;

  private final Tally tally = new Tally();

  @Test
  void shouldPrintTheMembersInTheirOrder() throws JsonProcessingException {
    tally.sent();
    tally.sent();
    tally.add(labelled(0, true, true), 15 * SECOND);
    tally.add(labelled(1, true, false), 16 * SECOND);

    Summary summary = Summary.of(tally.snapshot(), 3, 5 * SECOND, 12 * SECOND);
    assertThat(new ObjectMapper().writeValueAsString(summary))
        .isEqualTo(
            "{\"produced\":2,\"spam\":1,\"ham\":1,\"deadLetter\":0,\"secondsToFirstVerdict\":10.0,"
                + "\"messagesPerSecond\":0.5,\"bundle\":\"tiny 0.1.0\",\"provider\":\"CPU\",\"examples\":3}");
  }

  @Test
  void shouldLeaveOutWhatIsNotKnownWithoutAVerdict() {
    assertThat(Summary.of(tally.snapshot(), 0, 0, 0))
        .isEqualTo(new Summary(0, 0, 0, 0, null, null, null, null, 0));
  }
}
