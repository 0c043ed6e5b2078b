package io.smsieve.stream.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PayloadFuzzTest {

  private static final int PAYLOADS = 100_000;

  @Test
  void shouldEitherDecodeOrRefuseWhenPayloadsAreDamagedAndMemoryIsShort()
      throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx32m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath,
                    PayloadFuzz.class.getName(),
                    "20260101",
                    Integer.toString(PAYLOADS)))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    Matcher counts = Pattern.compile("values (\\d+) refused (\\d+)\\s*").matcher(printed);
    assertThat(counts.find()).as(printed).isTrue();
    long values = Long.parseLong(counts.group(1));
    assertThat(values + Long.parseLong(counts.group(2))).isEqualTo(PAYLOADS);
    // Both ways were taken, else nothing was tested.
    assertThat(values).isBetween(PAYLOADS / 100L, PAYLOADS * 99L / 100);
  }
}
