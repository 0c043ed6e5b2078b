package io.smsieve.embedded.event;

import io.smsieve.embedded.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Something that happened to one of the processes. */
public sealed interface ProcessEvent extends Event {

  /** A process was started. */
  record Starting(Part part, long pid, Path log) implements ProcessEvent {
    @Override
    public String name() {
      return "starting";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of("process", part.label(), "pid", pid, "log", log.toString());
    }

    @Override
    public String sentence() {
      return "Starting the " + part.label() + " (process " + pid + ", log " + log + ")";
    }
  }

  /** A process ended although nobody had asked it to. */
  record Died(Part part, long pid, int exitCode, Path log, List<String> logTail)
      implements ProcessEvent {
    @Override
    public String name() {
      return "died";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of(
          "process",
          part.label(),
          "pid",
          pid,
          "exitCode",
          exitCode,
          "log",
          log.toString(),
          "logTail",
          logTail);
    }

    @Override
    public String sentence() {
      return "The "
          + part.label()
          + " (process "
          + pid
          + ") died with exit code "
          + exitCode
          + "; its log is "
          + log
          + (logTail.isEmpty() ? "" : " and ends with\n  " + String.join("\n  ", logTail));
    }
  }

  /** A process that died is about to be started again. */
  record Restarting(Part part, long pauseMillis) implements ProcessEvent {
    @Override
    public String name() {
      return "restarting";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of("process", part.label(), "pauseMillis", pauseMillis);
    }

    @Override
    public String sentence() {
      return "The " + part.label() + " is started again in " + pauseMillis + " ms";
    }
  }

  /** A process that had died answers again. */
  record Restarted(Part part, long pid) implements ProcessEvent {
    @Override
    public String name() {
      return "restarted";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of("process", part.label(), "pid", pid);
    }

    @Override
    public String sentence() {
      return "The " + part.label() + " answers again (process " + pid + ")";
    }
  }

  /** A process of a launcher that was killed was still there, and was ended. */
  record Orphan(Part part, long pid) implements ProcessEvent {
    @Override
    public String name() {
      return "orphan";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of("process", part.label(), "pid", pid);
    }

    @Override
    public String sentence() {
      return "Ended a " + part.label() + " left behind by an earlier run (process " + pid + ")";
    }
  }

  /** A process ended because it was asked to; no exit code: it had to be killed. */
  record Ended(Part part, long pid, OptionalInt exitCode, long millis) implements ProcessEvent {
    @Override
    public String name() {
      return "ended";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = Fields.of("process", part.label(), "pid", pid);
      exitCode.ifPresent(code -> fields.put("exitCode", code));
      fields.put("killed", exitCode.isEmpty());
      fields.put("millis", millis);
      return fields;
    }

    @Override
    public String sentence() {
      return "The "
          + part.label()
          + (exitCode.isPresent() ? " has stopped" : " did not stop in time and was killed");
    }
  }
}
