package io.smsieve.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.Outcome;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smsieve classify}: scores one text or a file, without broker or registry. */
@Command(
    name = "classify",
    description = "Scores a text, or every message of a JSONL file, offline and in input order.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Writes one JSON line a message: label, spamProbability, politicalProbability (null where the"
          + " model has none), threshold, tokens, truncated, or rejected with its reason; model and"
          + " provider. Fields of the input are copied, the text only with --show-text."
    })
public final class ClassifyCommand implements Callable<Integer> {

  private static final String STANDARD = "-";
  private static final int MESSAGES_PER_CALL = 1_024;
  private static final int CHARACTERS_PER_CALL = 1 << 20;

  @Spec private CommandSpec spec;
  @Mixin private BundleChoice bundle;

  @Parameters(arity = "0..1", paramLabel = "TEXT", description = "The text to score.")
  private String text;

  @Option(
      names = "--input",
      paramLabel = "FILE.jsonl|-",
      description =
          "File with one JSON object a line, its field text scored; - for standard input.")
  private String input;

  @Option(
      names = "--output",
      paramLabel = "FILE|-",
      defaultValue = STANDARD,
      description = "Where the lines go (default: standard output).")
  private String output;

  @Option(names = "--show-text", description = "Copy the text into the output.")
  private boolean showText;

  @Option(names = "--json", description = "JSON lines; there is no other form, so this is a no-op.")
  @SuppressWarnings("UnusedVariable") // Taken since every command that prints takes it.
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if ((text == null) == (input == null)) {
      throw new ParameterException(
          spec.commandLine(), "expected either TEXT or --input FILE.jsonl, found " + found());
    }
    requireOtherOutput();
    PrintWriter err = spec.commandLine().getErr();
    try (MessageLines messages = messages();
        Classifier classifier = bundle.open(err);
        LineOutput lines = LineOutput.open(output, spec.commandLine().getOut())) {
      classify(messages, classifier, lines, new MessageCount("messages", err));
    }
    return ExitCode.OK;
  }

  private String found() {
    return text == null ? "neither" : "both";
  }

  private void requireOtherOutput() throws IOException {
    boolean files = input != null && !input.equals(STANDARD) && !output.equals(STANDARD);
    if (files
        && Files.exists(Path.of(input))
        && Files.exists(Path.of(output))
        && Files.isSameFile(Path.of(input), Path.of(output))) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT, output + ": expected another file than the input, found the same");
    }
  }

  private MessageLines messages() throws IOException {
    if (text != null) {
      ObjectNode message = JsonNodeFactory.instance.objectNode().put("text", text);
      return new MessageLines("TEXT", lineOf(message));
    }
    if (input.equals(STANDARD)) {
      return new MessageLines("standard input", System.in);
    }
    if (!Files.isReadable(Path.of(input)) || Files.isDirectory(Path.of(input))) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          input + ": expected a JSONL file that can be read, found none; check the name");
    }
    return new MessageLines(input, new FileInputStream(input));
  }

  private static InputStream lineOf(ObjectNode message) {
    return new ByteArrayInputStream(message.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void classify(
      MessageLines messages, Classifier classifier, LineOutput lines, MessageCount progress)
      throws IOException {
    VerdictLines verdicts = new VerdictLines(classifier.model(), showText);
    List<ObjectNode> part = new ArrayList<>();
    int characters = 0;
    try {
      for (ObjectNode next = messages.next(); next != null; next = messages.next()) {
        part.add(next);
        characters += next.path("text").asText().length();
        boolean full = part.size() >= MESSAGES_PER_CALL || characters >= CHARACTERS_PER_CALL;
        if (full || !messages.isReady()) {
          write(part, classifier, verdicts, lines);
          progress.add(part.size());
          part.clear();
          characters = 0;
        }
      }
    } catch (CommandFailedException badLine) {
      // What came before a bad line is still answered.
      write(part, classifier, verdicts, lines);
      throw badLine;
    }
    write(part, classifier, verdicts, lines);
    progress.add(part.size());
    progress.done();
  }

  private static void write(
      List<ObjectNode> part, Classifier classifier, VerdictLines verdicts, LineOutput lines)
      throws IOException {
    List<String> texts = new ArrayList<>(part.size());
    for (ObjectNode message : part) {
      JsonNode value = message.get("text");
      texts.add(value == null || value.isNull() ? null : value.textValue());
    }
    List<Outcome> outcomes = classifier.classify(texts);
    for (int i = 0; i < part.size(); i++) {
      lines.write(verdicts.line(part.get(i), outcomes.get(i)));
    }
    lines.flush();
  }
}
