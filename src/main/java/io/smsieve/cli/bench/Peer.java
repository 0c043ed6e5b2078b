package io.smsieve.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another program that drains the same messages from the same broker. It is given {@code
 * --bootstrap}, {@code --texts}, {@code --count} and {@code --partitions}, and prints JSON with
 * {@code messages} and {@code seconds} in its last line.
 *
 * @param name what it is called in the results
 * @param command its words
 */
record Peer(String name, List<String> command) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads {@code NAME=COMMAND}.
   *
   * @throws CommandFailedException if it is not of that form
   */
  static Peer parse(String option) {
    int at = option.indexOf('=');
    if (at < 1 || at == option.length() - 1) {
      throw new CommandFailedException(
          ExitCode.USAGE, "--peer: expected NAME=COMMAND, found " + option);
    }
    return new Peer(
        option.substring(0, at), List.of(option.substring(at + 1).strip().split("\\s+")));
  }

  /** Writes the texts as it reads them. */
  static void write(Corpus corpus, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String text : corpus.texts()) {
      lines.add(MAPPER.writeValueAsString(Map.of("text", text)));
    }
    Files.write(file, lines);
  }

  Sample run(int round, String bootstrap, Path texts, int count, int partitions) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--bootstrap", bootstrap, "--texts", texts.toString()));
    all.addAll(List.of("--count", "" + count, "--partitions", "" + partitions));
    try {
      Process process =
          new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String last = "";
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = line;
        }
      }
      if (process.waitFor() != 0) {
        throw new CommandFailedException(ExitCode.GAVE_UP, "the peer " + name + " failed");
      }
      JsonNode result = MAPPER.readTree(last);
      return new Sample(
          name, round, result.path("messages").asLong(), result.path("seconds").asDouble(), 0);
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.GAVE_UP, "the peer " + name + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(ExitCode.GAVE_UP, "interrupted", e);
    }
  }
}
