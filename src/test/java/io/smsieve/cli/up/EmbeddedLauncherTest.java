package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A shell script says what the launcher would; the real one is in UpIT. */
class EmbeddedLauncherTest {

  private static final String READY =
      "{\"event\":\"ready\",\"bootstrapServers\":\"127.0.0.1:1\",\"ccompatApiUrl\":\"http://r/c\","
          + "\"data\":\"/d\",\"pids\":{}}";

  @Test
  void shouldTellWhereThingsAreWhenReady() {
    EmbeddedLauncher launcher = launcher("echo '" + READY + "'; cat >/dev/null");
    assertThat(launcher.awaitReady())
        .isEqualTo(new Endpoints("127.0.0.1:1", URI.create("http://r/c"), Path.of("/d")));
    assertThat(launcher.failure()).isEmpty();
    launcher.child().stop(Duration.ofSeconds(5));
  }

  @Test
  void shouldPassOnTheLaunchersWordsWhenItCannotStart() {
    EmbeddedLauncher launcher =
        launcher(
            "echo '{\"event\":\"error\",\"code\":\"port-taken\",\"message\":\"9092 is taken\"}';"
                + "echo '{\"event\":\"stopped\",\"exitCode\":4}'");
    assertThatThrownBy(launcher::awaitReady)
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("9092 is taken")
        .extracting(failed -> ((CommandFailedException) failed).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void shouldNameTheProcessAndItsLogWhenOneDies() {
    EmbeddedLauncher launcher =
        launcher(
            "echo '"
                + READY
                + "'; echo '{\"event\":\"died\",\"process\":\"broker\",\"exitCode\":137,"
                + "\"log\":\"/d/logs/broker.log\"}'; cat >/dev/null");
    launcher.awaitReady();
    await().atMost(Duration.ofSeconds(5)).until(() -> launcher.failure().isPresent());
    assertThat(launcher.failure())
        .get(InstanceOfAssertFactories.THROWABLE)
        .hasMessage("the broker died (exit code 137); its log: /d/logs/broker.log");
    launcher.child().stop(Duration.ofSeconds(5));
  }

  @Test
  void shouldRepeatItsLastWordsWhenItEndsUnexpectedly() {
    EmbeddedLauncher launcher = launcher("echo 'Error: could not create the virtual machine' >&2");
    assertThatThrownBy(launcher::awaitReady)
        .hasMessageContaining("died, having said: Error: could not create the virtual machine");
  }

  private static EmbeddedLauncher launcher(String script) {
    return EmbeddedLauncher.of(Child.talking("launcher", List.of("/bin/sh", "-c", script)));
  }
}
