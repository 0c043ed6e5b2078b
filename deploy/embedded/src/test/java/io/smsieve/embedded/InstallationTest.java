package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

  @TempDir Path folder;

  @Test
  void shouldFindJavaWhenHomeIsComplete() {
    assertThat(Installation.java(Path.of(System.getProperty("java.home")))).isExecutable();
  }

  @Test
  void shouldAskForJavaWhenHomeHasNone() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> Installation.java(folder))
        .withMessageContainingAll(folder.toString(), "17 or newer")
        .matches(failure -> failure.exitCode() == ExitCode.ENVIRONMENT);
  }
}
