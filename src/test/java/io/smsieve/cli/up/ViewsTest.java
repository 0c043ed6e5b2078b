package io.smsieve.cli.up;

import static io.smsieve.cli.up.Samples.frame;
import static io.smsieve.cli.up.Samples.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.evaluation.Figure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ViewsTest {

  private final StringWriter out = new StringWriter();
  private final Tally tally = new Tally();

  @Test
  void shouldRedrawInPlaceOnATerminal() {
    Screen screen = new Screen(true, Ansi.OFF);
    try (TerminalView view = new TerminalView(new PrintWriter(out), screen)) {
      view.show(frame(tally.snapshot(), Duration.ofSeconds(1)));
      int lines = screen.lines(frame(tally.snapshot(), Duration.ofSeconds(1))).size();
      assertThat(out.toString()).doesNotContain("\u001b[" + lines + "A");
      view.show(frame(tally.snapshot(), Duration.ofSeconds(2)));
      assertThat(out.toString()).contains("\u001b[" + lines + "A");
    }
  }

  @Test
  void shouldGiveTheCursorBackWhenClosed() {
    new TerminalView(new PrintWriter(out), new Screen(true, Ansi.OFF)).close();
    assertThat(out).hasToString("\u001b[?7h\u001b[?25h");
  }

  @Test
  void shouldWriteALineEveryTenSecondsWithoutATerminal() {
    tally.sent();
    tally.add(labelled(0, true, true), 10);
    try (PlainView view = new PlainView(new PrintWriter(out))) {
      for (int tenth = 0; tenth <= 200; tenth++) {
        view.show(frame(tally.snapshot(), Duration.ofMillis(tenth * 100L)));
      }
    }
    assertThat(out.toString().lines())
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("sent 1, spam 1, ham 0, dead letters 0")
                    .doesNotContain("\u001b"));
  }

  @Test
  void shouldWriteALineAtOnceForTheFirstVerdictAndTheFirstFigure() {
    Figure figure = new Figure(0.9, 0.8, 0.95, 50, null);
    Standing standing = new Standing(List.of(new Standing.Row("now", figure, figure, figure)));
    try (PlainView view = new PlainView(new PrintWriter(out))) {
      view.show(frame(tally.snapshot(), Duration.ofSeconds(1)));
      tally.sent();
      tally.add(labelled(0, true, true), 10);
      view.show(frame(tally.snapshot(), Duration.ofSeconds(2)));
      view.show(frame(tally.snapshot(), Duration.ofSeconds(3)));
      view.show(frame(tally.snapshot(), standing, Duration.ofSeconds(4)));
      view.show(frame(tally.snapshot(), standing, Duration.ofSeconds(5)));
    }
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("smsieve: 1 s: sent 0"),
            line -> assertThat(line).startsWith("smsieve: 2 s: sent 1, spam 1"),
            line -> assertThat(line).startsWith("smsieve: 4 s: ").contains("accuracy 90"));
  }
}
