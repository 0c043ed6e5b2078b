package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.classify.ModelBundle;
import io.smsieve.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

  private static final ModelBundle TINY = ModelBundle.load(Path.of("model/bundles/tiny"));

  @TempDir private Path folder;

  @Test
  void shouldKeepEachNormalisedTextOnceAndLeaveOutEmptyOnes() throws IOException {
    Corpus corpus =
        read("{\"text\":\"a  b\"}\n{\"text\":\"a b\"}\n{\"text\":\" \"}\n{\"text\":\"c\"}");

    assertThat(corpus.found()).isEqualTo(4);
    assertThat(corpus.texts()).hasSize(2).contains("c");
    assertThat(corpus.at(3)).isEqualTo(corpus.texts().get(1));
  }

  @Test
  void shouldNameTheLineThatIsNoRowButShowNothingOfIt() {
    assertThatThrownBy(() -> read("{\"text\":\"a\"}\n{\"body\":\"secret\"}"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("in line 2")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> read("")).isInstanceOf(CommandFailedException.class);
  }

  private Corpus read(String lines) throws IOException {
    Path file = folder.resolve("rows.jsonl");
    Files.writeString(file, lines);
    return Corpus.read(List.of(file), TINY.normaliser(), 100, 1);
  }
}
