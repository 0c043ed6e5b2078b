package io.smsieve.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smsieve.classify.Calibration;
import io.smsieve.classify.Head;
import io.smsieve.classify.InputLimits;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Profile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smsieve bundle describe}: what a bundle says about itself. */
@Command(
    name = "describe",
    description = "Says what a bundle is: heads, limits, profiles with thresholds, data, quality.",
    mixinStandardHelpOptions = true)
public final class BundleDescribeCommand implements Callable<Integer> {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the bundle.")
  private Path folder;

  @Option(names = "--json", description = "bundle.json with the bundle's hash, as one line.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    BundleVerifyCommand.requireManifest(folder);
    ModelBundle bundle = ModelBundle.load(folder);
    JsonNode manifest = MAPPER.readTree(bundle.info().manifest());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ((ObjectNode) manifest).put("hash", bundle.info().hash());
      out.println(MAPPER.writeValueAsString(manifest));
    } else {
      describe(bundle, manifest, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void describe(ModelBundle bundle, JsonNode manifest, PrintWriter out) {
    InputLimits limits = bundle.limits();
    row(out, "name", bundle.info().name() + " " + bundle.info().version());
    row(out, "hash", bundle.info().hash());
    row(out, "about", bundle.info().description());
    row(out, "licence", bundle.info().license());
    row(out, "heads", bundle.heads().stream().map(Head::name).collect(Collectors.joining(", ")));
    row(out, "characters", "at most " + limits.maxCharacters());
    row(
        out,
        "tokens",
        String.format(
            Locale.ROOT,
            "at most %d; a longer text keeps its first %d and last %d",
            limits.maxTokens(),
            limits.headTokens(),
            limits.tailTokens()));
    row(out, "training texts", Integer.toString(bundle.trainingTexts().count()));
    for (Profile profile : bundle.profiles().values()) {
      row(out, "profile " + profile.name(), profileText(bundle, profile));
    }
    out.println("data:");
    out.println(manifest.path("data").toPrettyString());
    out.println("quality:");
    out.println(manifest.path("quality").toPrettyString());
  }

  private static String profileText(ModelBundle bundle, Profile profile) {
    StringBuilder text = new StringBuilder();
    text.append(profile.precision()).append(" on ").append(profile.provider());
    List<Calibration> calibrations = profile.calibrations();
    for (int i = 0; i < calibrations.size(); i++) {
      text.append(", ").append(bundle.heads().get(i).name()).append(" from ");
      text.append(calibrations.get(i).threshold());
    }
    if (bundle.defaultProfiles().containsValue(profile.name())) {
      text.append(", default");
    }
    return text.toString();
  }

  private static void row(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-22s %s%n", name, value);
  }
}
