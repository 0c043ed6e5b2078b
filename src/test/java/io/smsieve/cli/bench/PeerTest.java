package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {

  @TempDir private Path folder;

  @Test
  void shouldReadTheLastLineAndHandOnWhatToDrain() throws IOException {
    Path script = folder.resolve("peer.sh");
    Files.writeString(
        script,
        "echo \"$@\" > "
            + folder.resolve("args")
            + "\necho noise\n"
            + "echo '{\"messages\": 30, \"seconds\": 1.5, \"messages_per_second\": 20}'\n");

    Sample sample =
        Peer.parse("python-batch=sh " + script + " --mode batch")
            .run(2, "127.0.0.1:1", folder.resolve("t.jsonl"), 30, 4);

    assertThat(sample).isEqualTo(new Sample("python-batch", 2, 30, 1.5, 0));
    assertThat(sample.rate()).isEqualTo(20);
    assertThat(Files.readString(folder.resolve("args")))
        .startsWith("--mode batch --bootstrap 127.0.0.1:1 --texts ")
        .contains("--count 30 --partitions 4");
  }

  @Test
  void shouldSayWhenAPeerFailsOrIsNotNamed() throws IOException {
    Path script = Files.writeString(folder.resolve("peer.sh"), "exit 3\n");

    assertThatThrownBy(() -> Peer.parse("p=sh " + script).run(1, "b", folder, 1, 1))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("the peer p failed");
    assertThatThrownBy(() -> Peer.parse("python3"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("expected NAME=COMMAND");
  }
}
