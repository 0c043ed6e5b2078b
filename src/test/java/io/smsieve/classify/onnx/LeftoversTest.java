package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir Path temporary;

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(folder.resolve("weights.bin"), "weights");
    return aged(folder, age);
  }

  private static Path aged(Path folder, Duration age) throws IOException {
    return Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void shouldDeleteWhatADeadProcessLeft() throws IOException {
    Path killed = folder("smsieve-model-1", Duration.ofMinutes(1));
    Leftovers.lock(killed).close();
    aged(killed, Duration.ofHours(1));
    Path killedBeforeItHadALock = folder("smsieve-model-2", Duration.ofHours(1));

    Leftovers.clear(temporary);

    assertThat(killed).doesNotExist();
    assertThat(killedBeforeItHadALock).doesNotExist();
  }

  @Test
  void shouldKeepWhatIsInUseOrYoungOrOfSomethingElse() throws IOException {
    Path inUse = folder("smsieve-model-1", Duration.ofHours(1));
    Path young = folder("smsieve-model-2", Duration.ofSeconds(1));
    Path others = folder("smsieve-other", Duration.ofHours(1));
    Path link = Files.createSymbolicLink(temporary.resolve("smsieve-model-link"), others);
    try (FileChannel lock = Leftovers.lock(inUse)) {
      aged(inUse, Duration.ofHours(1));

      Leftovers.clear(temporary);

      assertThat(inUse.resolve("weights.bin")).exists();
    }
    assertThat(young.resolve("weights.bin")).exists();
    assertThat(others.resolve("weights.bin")).exists();
    assertThat(link).isSymbolicLink();
  }
}
