package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;

  @Test
  void shouldGiveLastLinesWhenLogIsLong() throws IOException {
    Path log = folder.resolve("log");
    String lines =
        IntStream.range(0, 5_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    Files.writeString(log, lines + "\n\n");

    assertThat(LogTail.of(log, 2)).containsExactly("line 4998", "line 4999");
  }

  @Test
  void shouldGiveNothingWhenThereIsNoLog() {
    assertThat(LogTail.of(folder.resolve("none"), 2)).isEmpty();
  }
}
