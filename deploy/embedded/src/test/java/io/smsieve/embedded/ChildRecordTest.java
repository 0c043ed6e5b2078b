package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildRecordTest {

  private static final ChildRecord SELF = ChildRecord.of(ProcessHandle.current());

  @TempDir Path folder;

  @Test
  void shouldFindProcessWhenItIsStillThere() throws IOException {
    Path file = folder.resolve("pid");
    SELF.write(file);

    assertThat(ChildRecord.read(file).flatMap(ChildRecord::alive))
        .contains(ProcessHandle.current());
  }

  @Test
  void shouldSpareStrangerWhenPidWasGivenToAnother() {
    ChildRecord older = new ChildRecord(SELF.pid(), SELF.started().minus(Duration.ofHours(1)));

    assertThat(older.alive()).isEmpty();
    assertThat(older.end()).isFalse();
  }

  @Test
  void shouldSpareStrangerWhenItIsNotJava() throws IOException, InterruptedException {
    Process other = new ProcessBuilder("cat").start();
    try {
      assertThat(ChildRecord.of(other.toHandle()).end()).isFalse();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
      other.waitFor();
    }
  }

  @Test
  void shouldFindNothingWhenThereIsNoFile() throws IOException {
    assertThat(ChildRecord.read(folder.resolve("none"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "12\n2026-", "x\n2026-01-01T00:00:00Z\n"})
  void shouldFindNothingWhenFileIsTorn(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("pid"), content);

    assertThat(ChildRecord.read(file)).isEmpty();
  }
}
