package io.smsieve.cli.up;

import static io.smsieve.cli.up.Samples.frame;
import static io.smsieve.cli.up.Samples.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.cli.up.SampleMessages.Sample;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ScreenTest {

  private final Tally tally = new Tally(100);

  @Test
  void shouldShowEveryFigure() {
    tally.sent();
    tally.sent();
    tally.sent();
    tally.add(labelled(0, new Sample("WIN now", true), true), 10);
    tally.add(labelled(1, new Sample("see you", true), false), 10);

    assertThat(draw(true))
        .contains("tiny 0.1.0 (fp32, CPU)")
        .contains("up 1:01:05")
        .contains("3 sent   1 waiting   19.5 labelled a second")
        .contains("1 spam   1 ham   0 dead letters")
        .contains("p50 40 ms   p99 40 ms")
        .contains("accuracy   50.0% (9.5 to 90.5, n = 2)")
        .contains("always ham: 0.0%")
        .contains("always spam: 100.0%")
        .contains("spam 0.75   WIN now")
        .contains("ham  0.25 ✗ see you")
        .contains("http://127.0.0.1:8080");
  }

  @Test
  void shouldHideTextsWhenAsked() {
    tally.add(labelled(0, new Sample("WIN now", true), true), 10);
    assertThat(draw(false)).contains("spam 0.75").doesNotContain("WIN now");
  }

  @Test
  void shouldNotLetATextCommandTheTerminal() {
    tally.add(labelled(0, new Sample("a\u001b[2Jb\r\nc\u202ed@|red x|@", true), true), 10);
    assertThat(draw(true)).contains("a [2Jb  c d@|red x|@");
  }

  @Test
  void shouldSayThatItWaitsBeforeTheFirstVerdict() {
    assertThat(draw(true)).contains("waiting for the first verdict").contains("none yet");
  }

  private String draw(boolean showText) {
    Frame frame = frame(tally.snapshot(), Duration.ofSeconds(3665));
    return String.join("\n", new Screen(showText, Ansi.OFF).lines(frame));
  }
}
