package io.smsieve.embedded.event;

import io.smsieve.embedded.ExitCode;
import io.smsieve.embedded.Part;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that the launcher tells its parent, or the person at the terminal. */
public sealed interface Event {

  /** The name in the JSON line. */
  String name();

  /** The members of the JSON line beside its name and time, in order. */
  Map<String, Object> fields();

  /** The same in words, for a person. */
  String sentence();

  /** A process was started. */
  record Starting(Part part, long pid, Path log) implements Event {
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

  /** A topic that was asked for exists. */
  record Topic(String topic, boolean created) implements Event {
    @Override
    public String name() {
      return "topic";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of("topic", topic, "created", created);
    }

    @Override
    public String sentence() {
      return "Topic " + topic + (created ? " created" : " was there already");
    }
  }

  /** Everything that was asked for answers. */
  record Ready(Endpoints endpoints, Map<Part, Long> pids, Path data, long millis) implements Event {
    @Override
    public String name() {
      return "ready";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>(endpoints.fields());
      Map<String, Object> labelled = new LinkedHashMap<>();
      pids.forEach((part, pid) -> labelled.put(part.label(), pid));
      fields.put("pids", labelled);
      fields.put("data", data.toString());
      fields.put("millis", millis);
      return fields;
    }

    @Override
    public String sentence() {
      return "Ready after "
          + Math.round(millis / 100.0) / 10.0
          + " s: "
          + endpoints.sentence()
          + ". Data in "
          + data;
    }
  }

  /** A process ended although nobody had asked it to. */
  record Died(Part part, long pid, int exitCode, Path log, List<String> logTail) implements Event {
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
  record Restarting(Part part, long pauseMillis) implements Event {
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
  record Restarted(Part part, long pid) implements Event {
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
  record Orphan(Part part, long pid) implements Event {
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

  /** The stop begins. */
  record Stopping(String reason) implements Event {
    @Override
    public String name() {
      return "stopping";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of("reason", reason);
    }

    @Override
    public String sentence() {
      return "Stopping: " + reason;
    }
  }

  /** A process ended because it was asked to; no exit code: it had to be killed. */
  record Ended(Part part, long pid, OptionalInt exitCode, long millis) implements Event {
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

  /** The last event of every run. */
  record Stopped(ExitCode exitCode) implements Event {
    @Override
    public String name() {
      return "stopped";
    }

    @Override
    public Map<String, Object> fields() {
      return Fields.of("exitCode", exitCode.number());
    }

    @Override
    public String sentence() {
      return "Stopped";
    }
  }

  /** Why nothing runs; a {@link Stopped} follows. */
  record Failed(ExitCode exitCode, Optional<Part> part, String message) implements Event {
    @Override
    public String name() {
      return "error";
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = Fields.of("code", exitCode.label());
      part.ifPresent(known -> fields.put("process", known.label()));
      fields.put("message", message);
      return fields;
    }

    @Override
    public String sentence() {
      return "Error: " + message;
    }
  }
}
