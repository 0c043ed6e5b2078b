package io.smsieve.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final List<String> BLOCKS = List.of("head", "first block", "", "the last block");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("new").resolve("replay.state");
    try (Journal journal = Journal.create(file, bytes(BLOCKS.get(0)))) {
      for (String block : BLOCKS.subList(1, BLOCKS.size())) {
        journal.append(bytes(block));
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> read(Journal journal) throws IOException {
    List<String> blocks = new ArrayList<>();
    for (Optional<byte[]> next = journal.next(); next.isPresent(); next = journal.next()) {
      blocks.add(new String(next.get(), UTF_8));
    }
    return blocks;
  }

  @Test
  void shouldKeepEveryWholeBlockWhereverTheFileIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int magic = "smsieve replay 1\n".length();
    for (int length = magic; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      List<String> found;
      try (Journal journal = Journal.resume(file)) {
        found = read(journal);
        journal.append(bytes("more"));
      }
      assertThat(BLOCKS.subList(0, found.size())).isEqualTo(found);
      try (Journal again = Journal.resume(file)) {
        List<String> expected = new ArrayList<>(found);
        expected.add("more");
        assertThat(read(again)).as("cut off at %d", length).isEqualTo(expected);
      }
    }
  }

  @Test
  void shouldCutOffABlockThatIsNotWhatWasWritten() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);

    try (Journal journal = Journal.resume(file)) {
      assertThat(read(journal)).isEqualTo(BLOCKS.subList(0, 3));
    }
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNothingToGoOnWith() throws IOException {
    assertThatThrownBy(() -> Journal.resume(folder.resolve("none")))
        .isInstanceOf(RangeException.class)
        .hasMessageContaining("leave --resume out");
    Files.writeString(file, "something that somebody else wrote here");
    assertThatThrownBy(() -> Journal.resume(file))
        .isInstanceOf(RangeException.class)
        .hasMessageContaining("found another file");
  }

  @Test
  void shouldRefuseAStateThatIsInUse() throws IOException {
    try (Journal journal = Journal.resume(file)) {
      assertThat(journal).isNotNull();
      assertThatThrownBy(() -> Journal.resume(file))
          .isInstanceOf(RangeException.class)
          .hasMessageContaining("found another replay");
    }
  }
}
