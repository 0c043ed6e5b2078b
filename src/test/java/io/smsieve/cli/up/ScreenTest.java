package io.smsieve.cli.up;

import static io.smsieve.cli.up.Samples.frame;
import static io.smsieve.cli.up.Samples.labelled;
import static io.smsieve.cli.up.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.Intervals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ScreenTest {

  private final Tally tally = new Tally();

  @Test
  void shouldShowEveryFigure() {
    tally.sent();
    tally.sent();
    tally.sent();
    tally.add(labelled(0, sample("WIN now", true), true), 10);
    tally.add(labelled(1, sample("see you", true), false), 10);

    assertThat(draw(true))
        .contains("tiny 0.1.0 (fp32, CPU)")
        .contains("up 1:01:05")
        .contains("3 sent   1 waiting   19.5 labelled a second")
        .contains("1 spam   1 ham   0 dead letters")
        .contains("p50 40 ms   p99 40 ms")
        .contains("spam 0.75   WIN now")
        .contains("ham  0.25 ✗ see you")
        .contains("http://127.0.0.1:8080");
  }

  @Test
  void shouldHideTextsWhenAsked() {
    tally.add(labelled(0, sample("WIN now", true), true), 10);
    assertThat(draw(false)).contains("spam 0.75").doesNotContain("WIN now");
  }

  @Test
  void shouldNotLetATextCommandTheTerminal() {
    tally.add(labelled(0, sample("a\u001b[2Jb\r\nc\u202ed@|red x|@", true), true), 10);
    assertThat(draw(true)).contains("a [2Jb  c d@|red x|@");
  }

  @Test
  void shouldSayThatItWaitsBeforeTheFirstVerdict() {
    assertThat(draw(true))
        .contains("waiting for the first verdict")
        .contains("no labelled example");
  }

  @Test
  void shouldShowTheLastWindowsBesideTheBaselines() {
    Standing standing =
        new Standing(
            List.of(
                new Standing.Row("15:31", share(30, 40), share(10, 40), share(30, 40)),
                new Standing.Row("1 hour", share(39, 50), share(11, 50), share(0, 0))));
    assertThat(draw(true, standing).lines())
        .containsSubsequence(
            "  accuracy   of the model, on examples         always ham              always spam",
            "     15:31   75.0% (59.8 to 85.8, n = 40)      25.0% (14.2 to 40.2)    75.0% (59.8 to"
                + " 85.8)",
            "     1 hour  78.0% (64.8 to 87.2, n = 50)      22.0% (12.8 to 35.2)    -");
  }

  private static Figure share(long hits, long n) {
    return Intervals.share(hits, n, "none");
  }

  private String draw(boolean showText) {
    return draw(showText, Standing.NONE);
  }

  private String draw(boolean showText, Standing standing) {
    Frame frame = frame(tally.snapshot(), standing, Duration.ofSeconds(3665));
    return String.join("\n", new Screen(showText, Ansi.OFF).lines(frame));
  }
}
