package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when something is killed. */
class DeathIT {

  @TempDir Path data;

  @Test
  void shouldLeaveNoChildrenAndStartAgainWhenLauncherIsKilled() throws Exception {
    Run run = Run.start(data, "--topic", "kept:1");
    ProcessHandle broker = run.child(Part.BROKER);
    ProcessHandle registry = run.child(Part.REGISTRY);
    Records.at(run.bootstrapServers()).write("kept", "still here");

    run.kill();

    await().atMost(Duration.ofSeconds(10)).until(() -> !broker.isAlive() && !registry.isAlive());
    try (Run next = Run.start(data)) {
      assertThat(Records.at(next.bootstrapServers()).read("kept", 1)).containsExactly("still here");
    }
  }

  @Test
  void shouldEndOrphanFirstWhenItsLauncherWasKilled() throws Exception {
    Run run = Run.start(data, "--only", "registry");
    ProcessHandle orphan = run.child(Part.REGISTRY);
    // A stopped process does not notice that its standard input ended.
    signal("STOP", orphan);
    run.kill();

    try (Run next = Run.start(data, "--only", "registry")) {
      next.ready();
      assertThat(next.event("orphan").get("pid").asLong()).isEqualTo(orphan.pid());
      assertThat(orphan.isAlive()).isFalse();
    }
  }

  @Test
  void shouldKillProcessWhenItDoesNotStopInTime() throws Exception {
    Run run = Run.start(data, "--only", "registry");
    signal("STOP", run.child(Part.REGISTRY));

    assertThat(run.stop()).isZero();

    assertThat(run.event("ended").get("killed").asBoolean()).isTrue();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void shouldNameBrokerAndStopRegistryWhenBrokerIsKilled() throws Exception {
    Run run = Run.start(data);
    ProcessHandle broker = run.child(Part.BROKER);

    broker.destroyForcibly();

    assertThat(run.exitCode()).isEqualTo(ExitCode.DIED.number());
    JsonNode died = run.event("died");
    assertThat(died.get("process").asText()).isEqualTo("broker");
    assertThat(died.get("pid").asLong()).isEqualTo(broker.pid());
    assertThat(died.get("exitCode").asInt()).isEqualTo(137);
    assertThat(died.get("log").asText()).endsWith("broker.log");
    assertThat(run.event("ended").get("process").asText()).isEqualTo("registry");
  }

  @Test
  void shouldStartBrokerAgainOnItsPortWhenKilledAndRestartIsAsked() throws Exception {
    try (Run run = Run.start(data, "--only", "broker", "--restart-dead", "--topic", "kept:1")) {
      Records records = Records.at(run.bootstrapServers());
      records.write("kept", "still here");

      run.child(Part.BROKER).destroyForcibly();

      assertThat(run.event("restarting").get("pauseMillis").asLong()).isEqualTo(1000);
      assertThat(run.event("restarted").get("process").asText()).isEqualTo("broker");
      assertThat(records.read("kept", 1)).containsExactly("still here");
    }
  }
}
