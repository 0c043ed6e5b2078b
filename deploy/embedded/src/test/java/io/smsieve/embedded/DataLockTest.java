package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

  @TempDir Path path;

  private DataFolder folder;

  @BeforeEach
  void prepare() {
    folder = DataFolder.prepare(path, 0);
  }

  @Test
  void shouldNameHolderWhenLockIsTaken() throws IOException {
    try (DataLock held = DataLock.take(folder, Part.BROKER)) {
      assertThatExceptionOfType(LaunchException.class)
          .isThrownBy(() -> DataLock.take(folder, Part.BROKER))
          .withMessageContaining("process " + ProcessHandle.current().pid())
          .matches(failure -> failure.exitCode() == ExitCode.IN_USE);
    }
  }

  @Test
  void shouldLockEachPartAloneWhenOnlyOneRuns() throws IOException {
    try (DataLock broker = DataLock.take(folder, Part.BROKER)) {
      assertThatCode(() -> DataLock.take(folder, Part.REGISTRY).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void shouldTakeLockAgainWhenItWasGivenBack() throws IOException {
    DataLock.take(folder, Part.BROKER).close();

    assertThatCode(() -> DataLock.take(folder, Part.BROKER).close()).doesNotThrowAnyException();
  }
}
