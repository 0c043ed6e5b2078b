package io.smsieve.cli.up;

import io.smsieve.cli.accuracy.FigureText;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Lines for a file or a pipe: one a step, one every ten seconds, and one at once when there is a
 * first verdict, and a first figure.
 */
final class PlainView implements View {

  private static final long INTERVAL_SECONDS = 10;

  private final PrintWriter out;
  private long next;
  private boolean verdicts;
  private boolean figures;

  PlainView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void step(String words) {
    out.println("smsieve: " + words);
    out.flush();
  }

  @Override
  public void show(Frame frame) {
    if (frame.uptime().toSeconds() >= next || isFirst(frame)) {
      verdicts |= frame.snapshot().last().isPresent();
      figures |= !frame.standing().rows().isEmpty();
      next = frame.uptime().toSeconds() + INTERVAL_SECONDS;
      step(line(frame));
    }
  }

  private boolean isFirst(Frame frame) {
    return (!verdicts && frame.snapshot().last().isPresent())
        || (!figures && !frame.standing().rows().isEmpty());
  }

  private static String line(Frame frame) {
    Snapshot s = frame.snapshot();
    return String.format(
        Locale.ROOT,
        "%d s: sent %d, spam %d, ham %d, dead letters %d, lag %d, %.1f/s, latency p50 %d ms p99 %d"
            + " ms, accuracy %s",
        frame.uptime().toSeconds(),
        s.sent(),
        s.spam(),
        s.ham(),
        s.deadLetters(),
        s.lag(),
        frame.rate(),
        s.p50(),
        s.p99(),
        accuracy(frame.standing()));
  }

  /** Of the widest window, which comes last. */
  private static String accuracy(Standing standing) {
    return standing.rows().isEmpty()
        ? "none yet"
        : FigureText.shareOf(standing.rows().get(standing.rows().size() - 1).model());
  }

  @Override
  public void close() {
    out.flush();
  }
}
