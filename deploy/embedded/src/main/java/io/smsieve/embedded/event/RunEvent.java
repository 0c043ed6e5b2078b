package io.smsieve.embedded.event;

import io.smsieve.embedded.ExitCode;
import io.smsieve.embedded.Part;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Something that happened to the run as a whole. */
public sealed interface RunEvent extends Event {

  /** A topic that was asked for exists. */
  record Topic(String topic, boolean created) implements RunEvent {
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
  record Ready(Endpoints endpoints, Map<Part, Long> pids, Path data, long millis)
      implements RunEvent {
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

  /** The stop begins. */
  record Stopping(String reason) implements RunEvent {
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

  /** The last event of every run. */
  record Stopped(ExitCode exitCode) implements RunEvent {
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
  record Failed(ExitCode exitCode, Optional<Part> part, String message) implements RunEvent {
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
