package io.smsieve.classify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UnpackedLibrariesTest {

  private static final String PREFIX = "smsieve-unpacked-test-";

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldDeleteWhatIsMappedAndLeaveItUsable() throws IOException {
    Path alone = Files.writeString(Files.createTempFile(PREFIX, ".so"), "alone");
    Path folder = Files.createTempDirectory(PREFIX);
    Path inside = Files.writeString(folder.resolve("lib.so"), "inside");
    Path notMapped = Files.createTempFile(PREFIX, ".so");
    MappedByteBuffer first = map(alone);
    MappedByteBuffer second = map(inside);

    UnpackedLibraries.delete(PREFIX);

    assertThat(alone).doesNotExist();
    assertThat(folder).doesNotExist();
    assertThat(notMapped).exists();
    assertThat(UTF_8.decode(first).toString()).isEqualTo("alone");
    assertThat(UTF_8.decode(second).toString()).isEqualTo("inside");
    Files.delete(notMapped);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldLeaveWhatHasAnotherName() throws IOException {
    Path other = Files.writeString(Files.createTempFile("smsieve-other-test-", ".so"), "other");
    MappedByteBuffer mapped = map(other);

    UnpackedLibraries.delete(PREFIX);

    assertThat(other).exists();
    assertThat(mapped.remaining()).isEqualTo(5);
    Files.delete(other);
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
