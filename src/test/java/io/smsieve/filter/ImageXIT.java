package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image as people run it. Needs a container engine, and the archive that {@code
 * deploy/image/build.py} makes; skipped where one of the two is missing.
 */
class ImageXIT {

  private static final Path ARCHIVE = Path.of("target", "smsieve-image.tar");
  private static final String IMAGE = "smsieve:latest";
  private static final int MESSAGES = 500;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> OUTPUTS = List.of("image.spam", "image.ham", "image.dead");

  @TempDir private Path folder;

  private String container = "";

  @BeforeEach
  void needEngineAndArchive() throws Exception {
    assumeThat(ARCHIVE).exists();
    assumeThat(engineAnswers()).as("a container engine answers").isTrue();
    docker("load", "-i", ARCHIVE.toString());
  }

  @AfterEach
  void removeContainer() throws Exception {
    if (!container.isEmpty()) {
      docker("rm", "-f", container);
    }
  }

  @Test
  void shouldLabelEveryMessageOnAReadOnlyFileSystemAndStopInOrder() throws Exception {
    try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("data"))) {
      stack.createTopic("image.in", 4, Map.of());
      OUTPUTS.forEach(o -> stack.createTopic(o, 4, Map.of("max.message.bytes", "2097152")));
      container = start(stack);
      stack.produce(messages(stack));
      await().atMost(LIMIT).until(() -> count(stack) >= MESSAGES);
      await().atMost(LIMIT).until(() -> inspect("{{.State.Health.Status}}").equals("healthy"));

      docker("stop", "-t", "20", container);

      assertThat(inspect("{{.State.ExitCode}}")).isIn("0", "143");
      assertThat(count(stack)).isEqualTo(MESSAGES);
      assertThat(inspect("{{.Config.User}}")).isEqualTo("10001:10001");
      assertThat(Long.parseLong(docker("image", "inspect", "-f", "{{.Size}}", IMAGE)))
          .as("bytes of the image")
          .isLessThan(400_000_000);
    }
  }

  /** In the host's network: broker and registry listen on this machine only. */
  private static String start(EmbeddedStack stack) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d", "--network", "host"));
    command.addAll(List.of("--read-only", "--tmpfs", "/tmp:exec", "--cap-drop", "ALL"));
    command.addAll(List.of("--security-opt", "no-new-privileges"));
    command.addAll(List.of("--health-interval", "5s"));
    Map<String, String> settings =
        Map.of(
            "SMSIEVE_KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
            "SMSIEVE_REGISTRY_URL", stack.registryUrl().toString(),
            "SMSIEVE_FILTER_APPLICATION_ID", "image",
            "SMSIEVE_TOPICS_INCOMING", "image.in",
            "SMSIEVE_TOPICS_SPAM", OUTPUTS.get(0),
            "SMSIEVE_TOPICS_HAM", OUTPUTS.get(1),
            "SMSIEVE_TOPICS_DEAD_LETTER", OUTPUTS.get(2));
    settings.forEach((key, value) -> command.addAll(List.of("-e", key + "=" + value)));
    command.add(IMAGE);
    return docker(command.toArray(String[]::new));
  }

  private static List<ProducerRecord<byte[], byte[]>> messages(EmbeddedStack stack) {
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(stack.registry(), "image.in-value", IncomingSms.getClassSchema());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      byte[] value = encoder.encode(Messages.of("m" + i, "see you at " + i));
      records.add(new ProducerRecord<>("image.in", value));
    }
    return records;
  }

  private static int count(EmbeddedStack stack) {
    return OUTPUTS.stream().mapToInt(output -> stack.contents(output).size()).sum();
  }

  private String inspect(String format) throws Exception {
    return docker("inspect", "-f", format, container);
  }

  private static boolean engineAnswers() throws InterruptedException {
    try {
      return new ProcessBuilder("docker", "version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noClient) {
      return false;
    }
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile("docker", ".err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as("%s: %s", command, Files.readString(err)).isZero();
    Files.delete(err);
    return out;
  }
}
