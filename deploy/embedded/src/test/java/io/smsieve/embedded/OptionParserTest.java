package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionParserTest {

  @TempDir Path folder;

  @Test
  void shouldUseDefaultsWhenNothingIsGiven() {
    Options options = parse();

    assertThat(options.data()).isEqualTo(Path.of(".smsieve"));
    assertThat(options.parts()).containsExactlyInAnyOrder(Part.values());
    assertThat(options.broker()).isEqualTo(new Options.Broker(9092, "256m", List.of(), Map.of()));
    assertThat(options.registry()).isEqualTo(new Options.Registry(8081, "192m", Map.of()));
    assertThat(options.listening()).isEqualTo(new Options.Listening("127.0.0.1", Optional.empty()));
    assertThat(options.cpus()).isEmpty();
    assertThat(options.readyTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(options.restartDead()).isFalse();
    assertThat(options.stdin()).isEqualTo(Options.Stdin.STOPS);
    assertThat(options.format()).isEqualTo(Options.Format.AUTOMATIC);
  }

  @Test
  void shouldReadEveryOptionWhenGiven() {
    Options options =
        parse(
            "--data",
            "d",
            "--kafka-port",
            "1",
            "--registry-port=0",
            "--topic",
            "a:2",
            "--broker-heap",
            "1g",
            "--registry-heap=64m",
            "--cpus",
            "2",
            "--listen",
            "0.0.0.0",
            "--advertise",
            "broker:9092",
            "--ready-timeout",
            "5",
            "--broker-property",
            "k=v=w",
            "--registry-property",
            "r=s",
            "--restart-dead",
            "--ignore-stdin",
            "--human");

    assertThat(options.data()).isEqualTo(Path.of("d"));
    assertThat(options.broker().port()).isEqualTo(1);
    assertThat(options.broker().heap()).isEqualTo("1g");
    assertThat(options.broker().topics()).containsExactly(TopicSpec.parse("a:2"));
    assertThat(options.broker().properties()).containsExactly(entry("k", "v=w"));
    assertThat(options.registry().port()).isZero();
    assertThat(options.registry().heap()).isEqualTo("64m");
    assertThat(options.registry().properties()).containsExactly(entry("r", "s"));
    assertThat(options.listening())
        .isEqualTo(new Options.Listening("0.0.0.0", Optional.of("broker:9092")));
    assertThat(options.cpus()).isEqualTo(OptionalInt.of(2));
    assertThat(options.readyTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.restartDead()).isTrue();
    assertThat(options.stdin()).isEqualTo(Options.Stdin.IGNORED);
    assertThat(options.format()).isEqualTo(Options.Format.HUMAN);
  }

  @Test
  void shouldRunOnePartWhenOnlyIsGiven() {
    assertThat(parse("--only", "broker").parts()).containsExactly(Part.BROKER);
    assertThat(parse("--only=registry").parts()).containsExactly(Part.REGISTRY);
  }

  @Test
  void shouldReadTopicsFromFileWhenGiven() throws IOException {
    Path file = folder.resolve("topics");
    Files.writeString(file, "# ours\n\na:1\n  # more\nb:2:cleanup.policy=compact\n");

    assertThat(parse("--topics", file.toString()).broker().topics())
        .containsExactly(TopicSpec.parse("a:1"), TopicSpec.parse("b:2:cleanup.policy=compact"));
  }

  @Test
  void shouldNameFileAndLineWhenTopicInItIsWrong() throws IOException {
    Path file = folder.resolve("topics");
    Files.writeString(file, "a:1\nb\n");

    assertRefused(file + ", line 2", "--topics", file.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--no-such|unknown option '--no-such'",
        "stray|unknown option 'stray'",
        "--data|--data needs a value",
        "--data --human|--data needs a value",
        "--human=yes|--human takes no value",
        "--kafka-port 65536|0 to 65535",
        "--registry-port x|not a number",
        "--kafka-port 5 --registry-port 5|are both 5",
        "--only zookeeper|neither broker nor registry",
        "--broker-heap lots|not a size",
        "--cpus 0|1 or more",
        "--ready-timeout 0|1 or more",
        "--topic a|not of the form",
        "--topic a:1 --topic a:2|given twice",
        "--topics /no/such/file|cannot be read",
        "--listen 0.0.0.0|add --advertise",
        "--advertise broker|not of the form HOST:PORT",
        "--broker-property x|key=value",
        "--only registry --topic a:1|need the broker",
        "--only broker --registry-property a=b|needs the registry",
      })
  void shouldRefuseWithReasonWhenCommandLineIsWrong(String line, String reason) {
    assertRefused(reason, line.split(" "));
  }

  private static void assertRefused(String reason, String... arguments) {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(() -> parse(arguments))
        .withMessageContaining(reason)
        .matches(failure -> failure.exitCode() == ExitCode.USAGE)
        .matches(failure -> !failure.getMessage().contains("\n"));
  }

  private static Options parse(String... arguments) {
    return OptionParser.parse(List.of(arguments));
  }
}
