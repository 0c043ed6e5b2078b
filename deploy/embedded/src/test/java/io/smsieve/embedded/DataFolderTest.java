package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

  @TempDir Path folder;

  @Test
  void shouldMakeFoldersWhenMissing() {
    DataFolder data = DataFolder.prepare(folder.resolve("new/one"), 0);

    assertThat(data.brokerData()).isDirectory();
    assertThat(data.registryDatabase().getParent()).isDirectory();
    assertThat(data.logs()).isDirectory();
    assertThat(data.run()).isEmptyDirectory();
  }

  @Test
  void shouldSayHowMuchIsMissingWhenDiskIsFull() {
    assertRefused(folder, Long.MAX_VALUE, "MB left");
  }

  @Test
  void shouldRefuseWhenAFileIsInTheWay() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused(file, 0, "cannot be written to");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a;b", "${a}"})
  void shouldRefuseWhenPathMeansSomethingElseInside(String name) {
    assertRefused(folder.resolve(name), 0, "in its path");
  }

  private static void assertRefused(Path path, long minimumFree, String reason) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> DataFolder.prepare(path, minimumFree))
        .withMessageContainingAll(path.toString(), reason, "--data")
        .matches(failure -> failure.exitCode() == ExitCode.ENVIRONMENT);
  }

  @Test
  void shouldEmptyTemporaryFolderWhenAnEarlierRunLeftFiles() throws IOException {
    DataFolder data = DataFolder.prepare(folder, 0);
    Path old = data.freshTemporary(Part.BROKER).resolve("below/old");
    Files.createDirectories(old.getParent());
    Files.createFile(old);

    assertThat(data.freshTemporary(Part.BROKER)).isEmptyDirectory();
  }
}
