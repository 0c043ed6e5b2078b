package io.smsieve.cli.up;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Our own messages, those that no model of ours was trained on, in an order that a seed decides.
 * When all were taken, they begin anew in the same order.
 */
final class SampleMessages {

  /** The splits that training does not see. */
  private static final Set<String> UNSEEN = Set.of("dev", "test");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<Sample> samples;

  /**
   * A message with the truth about it.
   *
   * @param row where it stands: name of the file without its ending, a colon, number of the line
   * @param text what it says
   * @param spam what it is
   * @param political whether its subject is politics; null where the row does not say
   */
  record Sample(String row, String text, boolean spam, Boolean political) {}

  private SampleMessages(List<Sample> samples) {
    this.samples = samples;
  }

  /**
   * Reads the unseen rows of all {@code .jsonl} files of a folder.
   *
   * @throws CommandFailedException when there is none
   */
  static SampleMessages read(Path folder, long seed) {
    List<Sample> samples = new ArrayList<>();
    for (Path file : files(folder)) {
      addUnseen(file, samples);
    }
    if (samples.isEmpty()) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected messages of split dev or test in *.jsonl files in "
              + folder
              + ", found none: run from a complete checkout");
    }
    Collections.shuffle(samples, new Random(seed));
    return new SampleMessages(List.copyOf(samples));
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static void addUnseen(Path file, List<Sample> samples) {
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        JsonNode row = MAPPER.readTree(line);
        if (UNSEEN.contains(row.path("split").asText())) {
          samples.add(sample(row, file, number));
        }
      }
    } catch (JsonProcessingException notJson) {
      throw badRow(file, number);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Sample sample(JsonNode row, Path file, int number) {
    if (!row.path("text").isTextual() || !row.path("spam").isBoolean()) {
      throw badRow(file, number);
    }
    String name = file.getFileName().toString().replaceFirst("\\.jsonl$", "");
    return new Sample(
        name + ":" + number,
        row.get("text").asText(),
        row.get("spam").asBoolean(),
        row.path("political").isBoolean() ? row.get("political").asBoolean() : null);
  }

  private static CommandFailedException badRow(Path file, int number) {
    return new CommandFailedException(
        ExitCode.BAD_INPUT,
        "expected a JSON object with text, spam and split in line "
            + number
            + " of "
            + file
            + ", found something else: restore the file from git");
  }

  private static CommandFailedException unreadable(Path path, IOException e) {
    return new CommandFailedException(
        ExitCode.BAD_INPUT, "cannot read " + path + " (" + e.getClass().getSimpleName() + ")", e);
  }

  /** How many different rows there are. */
  int distinct() {
    return samples.size();
  }

  /**
   * The message at a place of the endless sequence.
   *
   * @param index from 0
   */
  Sample at(long index) {
    return samples.get((int) (index % samples.size()));
  }
}
