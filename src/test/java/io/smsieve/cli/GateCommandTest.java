package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gate} and {@code evaluate experiment} with the tiny bundle, against itself. */
class GateCommandTest {

  private static final String TINY = Path.of("model", "bundles", "tiny").toString();

  @TempDir Path folder;

  private Path examples(int count) throws IOException {
    return Files.writeString(
        folder.resolve("examples.jsonl"),
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "{\"text\":\"ferry at "
                        + i
                        + " from quay\",\"spam\":false,\"political\":"
                        + (i % 2 == 0)
                        + "}\n")
            .collect(Collectors.joining()));
  }

  private static CommandRun gate(Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of("gate", file.toString()));
    arguments.addAll(List.of("--baseline", TINY + "@cpu-fp32", "--candidate", TINY + "@cpu-int8"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void shouldEndWithCode0OrCode5AsTheIntervalSays() throws IOException {
    Path file = examples(600);

    CommandRun passed = gate(file, "--margin", "0.02", "--json", "-");
    assertThat(passed.exitCode()).as(passed.err() + passed.out()).isZero();
    JsonNode result = new ObjectMapper().readTree(passed.out());
    assertThat(result.get("passed").asBoolean()).isTrue();
    assertThat(result.at("/slices/0/n").asInt()).isEqualTo(600);
    assertThat(result.at("/slices/0/difference/low").asDouble()).isGreaterThanOrEqualTo(-0.02);
    assertThat(result.at("/candidate/profile").asText()).isEqualTo("cpu-int8");

    CommandRun few = gate(examples(20), "--margin", "0.02");
    assertThat(few.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(few.out()).contains("NOT PASSED").contains("all: n 20").doesNotContain("ferry");
  }

  @Test
  void shouldSayThatASliceHasNoExample() throws IOException {
    CommandRun run =
        gate(examples(10), "--margin", "1", "--slice", "political=yes", "--slice", "source=none");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).contains("political=yes: n 5");
    assertThat(run.err()).contains("expected labelled examples in the slice source=none");
  }

  @Test
  void shouldRefuseAMarginOutOfRangeAndTheSameModelTwice() throws IOException {
    Path file = examples(1);

    assertThat(gate(file, "--margin", "1.5").exitCode()).isEqualTo(ExitCode.USAGE);
    CommandRun same =
        CommandRun.of("gate", file.toString(), "--baseline", TINY, "--candidate", TINY);
    assertThat(same.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(same.err()).contains("found the same twice");
  }

  @Test
  void shouldPrintTheTableOfTheExperiment() throws IOException {
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "experiment",
            examples(300).toString(),
            "--sample",
            "50",
            "--random-state",
            "256",
            "--bundle",
            "fine-tuned=" + TINY,
            "--bundle",
            TINY + "@cpu-fp32");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.lines();
    assertThat(lines.get(0)).contains("another data set").contains("other weights");
    assertThat(lines.subList(3, 10))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("guess ham only").contains("22.0%", "100.0%", "50"),
            line -> assertThat(line).startsWith("guess spam only").contains("78.0%", "0.0%"),
            line -> assertThat(line).startsWith("base ").contains("78.0%", "no bundle given"),
            line -> assertThat(line).startsWith("base with a vote").contains("86.0%"),
            line -> assertThat(line).startsWith("alternate prompt").contains("22.0%"),
            line ->
                assertThat(line).startsWith("fine-tuned").contains("100.0%", "tiny", "0 (0.0%)"),
            line -> assertThat(line).startsWith("tiny").contains("cpu-fp32"));
  }

  @Test
  void shouldRefuseTwoBundlesForOneRow() throws IOException {
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "experiment",
            examples(1).toString(),
            "--bundle",
            "base=" + TINY,
            "--bundle",
            "base=" + TINY + "@cpu-fp32");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("expected one bundle a row, found two for base");
  }
}
