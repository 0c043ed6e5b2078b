package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.classify.onnx.ProviderChoice;
import io.smsieve.evaluation.Slices;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of commands that put named bundles before the labelled examples of files. */
final class ComparedFiles {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private RowChoice choice;
  @Mixin private ExampleColumns columns;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Labelled examples: JSON lines, CSV or Parquet.")
  private List<String> paths;

  @Option(
      names = "--provider",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "auto",
      description = "What computes (default: ${DEFAULT-VALUE}).")
  private ProviderChoice provider;

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Write the result as JSON; -: to standard output, in place of the lines.")
  private String json;

  /** Writes a result as JSON. */
  @FunctionalInterface
  interface JsonResult {
    void write(Writer out) throws IOException;
  }

  ExampleFiles files() {
    return new ExampleFiles(spec.commandLine(), paths, choice, columns);
  }

  /** By what the examples are divided. */
  Slices slices() {
    return new Slices(columns.attributes());
  }

  BundleChoices.OpenModels open(List<BundleArgument> bundles) {
    List<ModelBundle> loaded = bundles.stream().map(BundleArgument::load).toList();
    List<OnnxOptions> options = bundles.stream().map(each -> each.options(provider)).toList();
    return BundleChoices.OpenModels.open(loaded, options, spec.commandLine().getErr());
  }

  /** Writes JSON where it is wanted; whether standard output is still free for lines. */
  boolean write(JsonResult result) throws IOException {
    if ("-".equals(json)) {
      PrintWriter out = spec.commandLine().getOut();
      result.write(out);
      out.flush();
      return false;
    }
    if (json != null) {
      try (Writer file = Files.newBufferedWriter(Path.of(json), UTF_8)) {
        result.write(file);
      }
    }
    return true;
  }
}
