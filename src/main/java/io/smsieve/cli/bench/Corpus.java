package io.smsieve.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.classify.TextNormaliser;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The texts that are measured with: no two are the same after normalisation, so that nothing is
 * gained by scoring equal texts once.
 *
 * @param texts in an order that a seed decides
 * @param found rows that were read, repeats included
 */
record Corpus(List<String> texts, int found) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads rows with a field {@code text}.
   *
   * @param most texts at most
   * @throws CommandFailedException if a file cannot be used
   */
  static Corpus read(List<Path> files, TextNormaliser normaliser, int most, long seed) {
    List<String> all = new ArrayList<>();
    for (Path file : files) {
      add(file, all);
    }
    Collections.shuffle(all, new Random(seed));
    List<String> texts = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String text : all) {
      String normalised = normaliser.normalise(text);
      if (texts.size() < most && !normalised.isEmpty() && seen.add(normalised)) {
        texts.add(text);
      }
    }
    if (texts.isEmpty()) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, "expected rows with a text in " + files + ", found none");
    }
    return new Corpus(List.copyOf(texts), all.size());
  }

  /** The project's own rows. */
  static List<Path> own(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("data"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static void add(Path file, List<String> texts) {
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        JsonNode text = MAPPER.readTree(line).path("text");
        if (!text.isTextual()) {
          throw bad(file, number);
        }
        texts.add(text.asText());
      }
    } catch (JsonProcessingException notJson) {
      throw bad(file, number);
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, file + ": expected a JSONL file that can be read", e);
    }
  }

  private static CommandFailedException bad(Path file, int line) {
    return new CommandFailedException(
        ExitCode.BAD_INPUT,
        file + ": expected a JSON object with a text in line " + line + ", found something else");
  }

  /** The text at a place of the endless sequence. */
  String at(int index) {
    return texts.get(index % texts.size());
  }
}
