package io.smsieve.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.classify.ClassifierListener;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Profile;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.cli.BundleChoice;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smsieve bundle compare}: how far two profiles agree, and one with itself. */
@Command(
    name = "compare",
    description =
        "Scores texts with two profiles of a bundle, and with the one in question also alone and in"
            + " random batches: how many labels are equal, and how far probabilities differ.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class BundleCompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BundleChoice bundle;

  @Option(
      names = "--reference",
      paramLabel = "NAME",
      defaultValue = "cpu-fp32",
      description = "The profile to compare with (default: ${DEFAULT-VALUE}).")
  private String reference;

  @Option(
      names = "--texts",
      paramLabel = "FILE.jsonl",
      description = "Rows with a field text (default: data/*.jsonl).")
  private List<Path> texts = List.of();

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Different texts at most (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often all texts are cut into random batches (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which texts and which batches (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "One JSON object instead of lines for people.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (messages < 1 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--messages, --rounds: expected numbers from 1");
    }
    ModelBundle loaded = bundle.load();
    List<Path> files = texts.isEmpty() ? Corpus.own(Home.folder()) : texts;
    Corpus corpus = Corpus.read(files, loaded.normaliser(), messages, seed);
    Map<String, Object> found = new LinkedHashMap<>();
    List<Outcome> expected = reference(loaded, corpus);
    try (OnnxClassifier classifier =
        OnnxClassifier.open(loaded, bundle.options(), ClassifierListener.NONE)) {
      describe(loaded, classifier, found);
      found.put("texts", corpus.texts().size());
      BatchedScores scores = new BatchedScores(classifier, corpus.texts(), seed);
      List<Outcome> alone = scores.alone();
      found.put("toReference", Agreement.of(expected, alone));
      List<Outcome> batched = new ArrayList<>();
      List<Outcome> repeated = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        repeated.addAll(alone);
        batched.addAll(scores.inRandomBatches());
      }
      found.put("batchesToAlone", Agreement.of(repeated, batched));
      describe(loaded, classifier, found);
    }
    print(found);
    return ExitCode.OK;
  }

  private List<Outcome> reference(ModelBundle loaded, Corpus corpus) {
    OnnxOptions options = OnnxOptions.defaults().withProfile(reference);
    try (OnnxClassifier classifier = OnnxClassifier.open(loaded, options)) {
      return classifier.classify(corpus.texts());
    }
  }

  private void describe(ModelBundle loaded, OnnxClassifier classifier, Map<String, Object> found) {
    Profile profile = loaded.profiles().get(classifier.model().profile());
    RunPlan plan = classifier.plan().orElseThrow();
    found.put("bundle", loaded.info().name() + " " + loaded.info().version());
    found.put("profile", profile.name());
    found.put("provider", classifier.provider().provider().name());
    found.put("providerReason", classifier.provider().reason());
    found.put("reference", reference);
    found.put("threshold", profile.spam().threshold());
    // As they are now: where memory is short they are less than at first.
    found.put("tokenBudget", plan.tokenBudget());
    found.put("maxRows", plan.maxRows());
  }

  private void print(Map<String, Object> found) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(found));
    } else {
      found.forEach((name, value) -> out.println(name + ": " + value));
    }
    out.flush();
  }
}
