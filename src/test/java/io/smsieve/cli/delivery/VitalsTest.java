package io.smsieve.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.cli.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class VitalsTest {

  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void shouldCountFilesAndHandlesThatAreAdded() throws IOException {
    Vitals before = Vitals.of(SELF, List.of(folder));
    Path file = Files.write(folder.resolve("a"), new byte[3 << 20]);
    try (InputStream one = Files.newInputStream(file);
        InputStream two = Files.newInputStream(file)) {
      Vitals now = Vitals.of(SELF, List.of(folder));
      assertThat(one.available() + two.available()).isPositive();
      assertThat(now.diskMb()).isEqualTo(before.diskMb() + 3);
      assertThat(now.handles()).isGreaterThanOrEqualTo(before.handles() + 2);
      assertThat(now.residentMb()).isPositive();
      assertThat(now.threads()).isPositive();
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchProcess() {
    assertThatThrownBy(() -> Vitals.of(Long.MAX_VALUE, List.of()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("cannot read what process");
  }

  @Test
  void shouldTakeTheMedianOfEach() {
    assertThat(
            Vitals.median(
                List.of(new Vitals(1, 9, 5, 2), new Vitals(3, 7, 6, 4), new Vitals(2, 8, 4, 9))))
        .isEqualTo(new Vitals(2, 8, 5, 4));
  }
}
