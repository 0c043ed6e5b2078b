package io.smsieve.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smsieve.classify.BundleException;
import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Profile;
import io.smsieve.classify.Provider;
import io.smsieve.classify.onnx.OnnxClassifier;
import io.smsieve.classify.onnx.OnnxOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smsieve bundle verify}: checks everything that can be checked here. */
@Command(
    name = "verify",
    description =
        "Checks form, sizes, hashes, tables, tokenizer, and opens every graph that this machine can"
            + " run. Exit code 5 if anything does not match.",
    mixinStandardHelpOptions = true)
public final class BundleVerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the bundle.")
  private Path folder;

  @Option(names = "--json", description = "One JSON object instead of lines for people.")
  private boolean json;

  @Override
  public Integer call() {
    requireManifest(folder);
    ArrayNode profiles = JsonNodeFactory.instance.arrayNode();
    try {
      ModelBundle bundle = ModelBundle.load(folder);
      for (Profile profile : bundle.profiles().values()) {
        profiles.add(opened(bundle, profile));
      }
      print(bundle, profiles);
      return ExitCode.OK;
    } catch (BundleException e) {
      throw new CommandFailedException(ExitCode.CHECK_FAILED, e.getMessage(), e);
    }
  }

  /** A folder that is no bundle at all is a wrong argument, not a failed check. */
  static void requireManifest(Path folder) {
    if (!Files.isRegularFile(folder.resolve("bundle.json"))) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          folder + ": expected a folder with bundle.json, found none; name a bundle's folder");
    }
  }

  private static ObjectNode opened(ModelBundle bundle, Profile profile) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("name", profile.name());
    OnnxOptions options = OnnxOptions.defaults().withProfile(profile.name());
    try (OnnxClassifier classifier = OnnxClassifier.open(bundle, options)) {
      return result.put("opened", true).put("provider", classifier.model().provider().name());
    } catch (ClassifierFailedException e) {
      if (profile.provider() == Provider.CPU) {
        throw e;
      }
      return result.put("opened", false).put("reason", e.getMessage());
    }
  }

  private void print(ModelBundle bundle, ArrayNode profiles) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      result.put("bundle", folder.toString()).put("name", bundle.info().name());
      result.put("version", bundle.info().version()).put("hash", bundle.info().hash());
      result.put("trainingTexts", bundle.trainingTexts().count()).set("profiles", profiles);
      out.println(result);
    } else {
      out.println(bundle.info().name() + " " + bundle.info().version() + ": files match");
      out.println("hash " + bundle.info().hash());
      profiles.forEach(profile -> out.println(sentence(profile)));
    }
    out.flush();
  }

  private static String sentence(JsonNode profile) {
    String name = "profile " + profile.get("name").asText();
    return profile.get("opened").asBoolean()
        ? name + ": opens and runs"
        : name + ": not opened here: " + profile.get("reason").asText();
  }
}
