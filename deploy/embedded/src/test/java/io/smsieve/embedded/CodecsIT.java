package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that could not unpack a compression does not start, instead of refusing batches. */
class CodecsIT {

  @TempDir private Path folder;

  @Test
  void shouldNotStartWhenACompressionCannotBeUnpacked() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("embedded.home"));
    Process broker =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + folder.resolve("none"),
                    "-cp",
                    home.resolve("smsieve-embedded.jar") + ":" + home.resolve("kafka") + "/*",
                    "io.smsieve.embedded.child.BrokerMain",
                    folder.resolve("broker.properties").toString(),
                    "127.0.0.1:1"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String told = new String(broker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(broker.waitFor()).isEqualTo(1);
    assertThat(told).contains("failed ", "zstd", "make room");
  }
}
