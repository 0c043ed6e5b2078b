package io.smsieve.cli.up;

import java.io.PrintWriter;
import java.util.List;

/** One screen, redrawn in place. */
final class TerminalView implements View {

  private static final String ESC = "\u001b[";
  private static final String HIDE_CURSOR = ESC + "?25l";
  private static final String SHOW_CURSOR = ESC + "?25h";
  // A line that is too long is cut by the terminal: wrapped, it would move all that follows.
  private static final String NO_WRAP = ESC + "?7l";
  private static final String WRAP = ESC + "?7h";
  private static final String CLEAR_LINE = ESC + "K";
  private static final String CLEAR_BELOW = ESC + "J";

  private final PrintWriter out;
  private final Screen screen;
  private int drawn;

  TerminalView(PrintWriter out, Screen screen) {
    this.out = out;
    this.screen = screen;
  }

  @Override
  public void step(String words) {
    drawn = 0;
    out.println(words + " ...");
    out.flush();
  }

  @Override
  public void show(Frame frame) {
    List<String> lines = screen.lines(frame);
    StringBuilder text = new StringBuilder(HIDE_CURSOR + NO_WRAP);
    if (drawn > 0) {
      text.append(ESC).append(drawn).append('A');
    }
    lines.forEach(line -> text.append('\r').append(line).append(CLEAR_LINE).append('\n'));
    text.append(CLEAR_BELOW).append(WRAP);
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  @Override
  public void close() {
    out.print(WRAP + SHOW_CURSOR);
    out.flush();
  }
}
