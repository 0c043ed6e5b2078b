package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops in order, and what a next start finds. */
class RestartIT {

  @TempDir Path data;

  @Test
  void shouldKeepRecordsAndSchemaIdsWhenRestarted() throws Exception {
    int first;
    int second;
    try (Run run = Run.start(data, "--topic", "kept:1")) {
      Schemas schemas = new Schemas(run.registryUrl());
      first = schemas.register("a-value", "{\"type\":\"string\"}");
      second = schemas.register("b-value", "{\"type\":\"long\"}");
      Records.at(run.bootstrapServers()).write("kept", "still here");
    }

    try (Run run = Run.start(data, "--topic", "kept:1")) {
      Schemas schemas = new Schemas(run.registryUrl());
      assertThat(schemas.read(first)).isEqualTo("{\"type\":\"string\"}");
      assertThat(schemas.read(second)).isEqualTo("{\"type\":\"long\"}");
      assertThat(schemas.register("c-value", "{\"type\":\"bytes\"}")).isGreaterThan(second);
      assertThat(Records.at(run.bootstrapServers()).read("kept", 1)).containsExactly("still here");
      assertThat(run.event("topic").get("created").asBoolean()).isFalse();
    }
  }

  @Test
  void shouldStopRegistryThenBrokerWhenStdinEnds() throws Exception {
    Run run = Run.start(data);
    run.ready();
    long begun = System.nanoTime();

    int exitCode = run.stop();

    assertThat(exitCode).isZero();
    assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
    assertEndedInOrder(run);
  }

  @Test
  void shouldStopRegistryThenBrokerWhenTerminated() throws Exception {
    Run run = Run.start(data);
    run.ready();

    run.terminate();

    assertThat(run.exitCode()).isEqualTo(143);
    assertEndedInOrder(run);
  }

  private static void assertEndedInOrder(Run run) {
    run.event("stopped");
    List<JsonNode> ended = run.events("ended");
    assertThat(ended)
        .extracting(e -> e.get("process").asText())
        .containsExactly("registry", "broker");
    assertThat(ended).allSatisfy(e -> assertThat(e.get("killed").asBoolean()).isFalse());
    assertThat(run.events("died")).isEmpty();
  }

  @Test
  void shouldKeepSchemaIdWhenRegistryIsKilledAtOnce() throws Exception {
    Run run = Run.start(data, "--only", "registry");
    ProcessHandle registry = run.child(Part.REGISTRY);

    int id = new Schemas(run.registryUrl()).register("a-value", "{\"type\":\"string\"}");
    registry.destroyForcibly();

    assertThat(run.exitCode()).isEqualTo(ExitCode.DIED.number());
    try (Run next = Run.start(data, "--only", "registry")) {
      assertThat(new Schemas(next.registryUrl()).read(id)).isEqualTo("{\"type\":\"string\"}");
    }
  }
}
