package io.smsieve.embedded.event;

import java.io.PrintStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Prints events as they happen. */
public sealed interface EventWriter {

  /** Prints one event and flushes it. */
  void write(Event event);

  /** A writer of one JSON object a line. */
  static EventWriter json(PrintStream out, Clock clock) {
    return new JsonLines(out, clock);
  }

  /** A writer of sentences. */
  static EventWriter human(PrintStream out, PrintStream err) {
    return new Sentences(out, err);
  }

  /** One JSON object a line. */
  record JsonLines(PrintStream out, Clock clock) implements EventWriter {
    @Override
    public void write(Event event) {
      String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
      Map<String, Object> members = Fields.of("event", event.name(), "at", now);
      members.putAll(event.fields());
      out.print(Json.write(members) + "\n");
      out.flush();
    }
  }

  /** Sentences: what went wrong on the second stream, the rest on the first. */
  record Sentences(PrintStream out, PrintStream err) implements EventWriter {
    @Override
    public void write(Event event) {
      boolean bad = event instanceof RunEvent.Failed || event instanceof ProcessEvent.Died;
      PrintStream stream = bad ? err : out;
      stream.println(event.sentence());
      stream.flush();
    }
  }
}
