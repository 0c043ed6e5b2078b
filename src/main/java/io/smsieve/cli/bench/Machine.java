package io.smsieve.cli.bench;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.onnx.OnnxClassifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a figure is worth nothing without. */
final class Machine {

  private Machine() {}

  static Map<String, Object> describe(int partitions, int threads) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("processor", processor());
    all.put("cores", Runtime.getRuntime().availableProcessors());
    all.put(
        "loadAverageAtEnd", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    all.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    all.put("java", Runtime.version().toString());
    all.put("kafka", AppInfoParser.getVersion());
    all.put("partitions", partitions);
    all.put("streamThreads", threads);
    return all;
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
  }

  static Map<String, Object> model(OnnxClassifier classifier, RunPlan plan, int bareLoopBudget) {
    ModelIdentity model = classifier.model();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", model.name());
    all.put("version", model.version());
    all.put("hash", model.hash());
    all.put("profile", model.profile());
    all.put("provider", model.provider().name());
    all.put("providerReason", classifier.provider().reason().strip());
    all.put("tokenBudget", plan.tokenBudget());
    all.put("maxRows", plan.maxRows());
    all.put("sliceTokens", plan.sliceTokens());
    all.put("tokensPerSecond", plan.tokensPerSecond());
    all.put("bareLoopTokenBudget", bareLoopBudget);
    return all;
  }

  static Map<String, Object> corpus(Corpus corpus, int[] lengths) {
    int[] sorted = lengths.clone();
    Arrays.sort(sorted);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("texts", corpus.texts().size());
    all.put("repeatedShare", 0.0);
    all.put("repeatedShareOfFilterRepeatedTexts", 1 - 1.0 / Steps.REPEATS);
    all.put("meanTokens", Math.round(10 * Arrays.stream(sorted).average().orElse(0)) / 10.0);
    for (int percent : new int[] {10, 50, 90, 99}) {
      all.put("p" + percent + "Tokens", sorted[(sorted.length - 1) * percent / 100]);
    }
    all.put("mostTokens", sorted[sorted.length - 1]);
    return all;
  }
}
