package io.smsieve.classify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and checks {@code bundle.json} and the files that it lists. */
final class BundleReader {

  private static final String MANIFEST = "bundle.json";
  private static final long LONGEST_MANIFEST = 16L << 20;
  private static final int FORMAT = 1;
  private static final int MOST_TOKENS = 1 << 16;

  private final Path folder;
  private final Path file;
  private final byte[] content;
  private final JsonFields root;

  private BundleReader(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(MANIFEST);
    this.content = manifest(folder, file);
    this.root = JsonFields.parse(file, content);
  }

  static ModelBundle read(Path folder) {
    return new BundleReader(folder).read();
  }

  private ModelBundle read() {
    checkFormat();
    BundleInfo info = info();
    BundleFiles files = BundleFiles.check(folder, root.object("files"));
    List<Head> heads = heads();
    GraphSpec graph = graph();
    Map<String, Profile> profiles = profiles(files, heads);
    return new ModelBundle(
        folder,
        info,
        heads,
        limits(),
        graph,
        TokenizerCheck.read(root.object("tokenizer"), files),
        profiles,
        defaultProfiles(profiles),
        normaliser(files),
        trainingTexts(files),
        files.all());
  }

  private static byte[] manifest(Path folder, Path file) {
    if (!Files.isDirectory(folder)) {
      throw Refusal.of(
          folder,
          "",
          "the folder of a model bundle",
          "no folder",
          "name a folder with bundle.json");
    }
    if (!Files.isRegularFile(file)) {
      throw Refusal.of(file, "", "the file bundle.json", "none", "name a folder with bundle.json");
    }
    try {
      if (Files.size(file) > LONGEST_MANIFEST) {
        throw Refusal.of(
            file, "", "at most " + LONGEST_MANIFEST + " bytes", Files.size(file) + " bytes");
      }
    } catch (IOException e) {
      throw Refusal.of(file, "", "a file that can be read", e, "look at its permissions");
    }
    return BundleFiles.content(file);
  }

  private void checkFormat() {
    long format = root.integer("formatVersion", 1, Integer.MAX_VALUE);
    if (format != FORMAT) {
      throw Refusal.of(
          file,
          "formatVersion",
          "the version that this Smsieve reads, " + FORMAT,
          Long.toString(format),
          "use the version of Smsieve that the bundle was made for");
    }
    root.oneOf("task", "sequence-classification");
  }

  private BundleInfo info() {
    String version = root.text("version");
    if (!version.matches("\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]+)?")) {
      throw root.refusal("version", "a SemVer version like 1.0.0", version);
    }
    return new BundleInfo(
        root.text("name"),
        version,
        root.text("description"),
        root.text("license"),
        Sha256.hex(content),
        new String(content, StandardCharsets.UTF_8));
  }

  private List<Head> heads() {
    List<Head> heads = new ArrayList<>();
    for (JsonFields head : root.objects("heads")) {
      heads.add(new Head(head.text("name"), head.texts("labels")));
    }
    Head spam = new Head(Head.SPAM, List.of("ham", "spam"));
    Head political = new Head(Head.POLITICAL, List.of("other", "political"));
    if (!heads.equals(List.of(spam)) && !heads.equals(List.of(spam, political))) {
      throw root.refusal("heads", spam + ", then at most " + political, heads.toString());
    }
    return List.copyOf(heads);
  }

  private InputLimits limits() {
    JsonFields input = root.object("input");
    int maxTokens = (int) input.integer("maxTokens", 3, MOST_TOKENS);
    int head = (int) input.integer("headTokens", 1, MOST_TOKENS);
    int tail = (int) input.integer("tailTokens", 0, MOST_TOKENS);
    if (head + tail + 2 != maxTokens) {
      throw input.refusal(
          "maxTokens", "headTokens + tailTokens + 2 = " + (head + tail + 2), "" + maxTokens);
    }
    return new InputLimits(
        (int) input.integer("maxCharacters", 1, Integer.MAX_VALUE),
        maxTokens,
        head,
        tail,
        (int) input.integer("clsId", 0, Integer.MAX_VALUE),
        (int) input.integer("sepId", 0, Integer.MAX_VALUE),
        (int) input.integer("padId", 0, Integer.MAX_VALUE));
  }

  private GraphSpec graph() {
    JsonFields graph = root.object("graph");
    List<TensorSpec> inputs = new ArrayList<>();
    for (JsonFields input : graph.objects("inputs")) {
      inputs.add(new TensorSpec(input.text("name"), input.oneOf("type", "int32", "int64")));
    }
    if (inputs.size() != 2
        || !inputs.get(0).name().equals("input_ids")
        || !inputs.get(1).name().equals("attention_mask")) {
      throw graph.refusal("inputs", "input_ids, then attention_mask", inputs.toString());
    }
    JsonFields output = graph.object("output");
    TensorSpec logits =
        new TensorSpec(output.oneOf("name", "logits"), output.oneOf("type", "float32"));
    return new GraphSpec(inputs.get(0), inputs.get(1), logits);
  }

  private Map<String, Profile> profiles(BundleFiles files, List<Head> heads) {
    JsonFields all = root.object("profiles");
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (String name : all.names()) {
      profiles.put(name, profile(name, all.object(name), files, heads));
    }
    if (profiles.isEmpty()) {
      throw root.refusal("profiles", "at least one profile", "none");
    }
    return Collections.unmodifiableMap(profiles);
  }

  private static Profile profile(
      String name, JsonFields fields, BundleFiles files, List<Head> heads) {
    JsonFields decisions = fields.object("heads");
    List<Calibration> calibrations = new ArrayList<>();
    for (Head head : heads) {
      calibrations.add(calibration(decisions.object(head.name())));
    }
    String precision = fields.oneOf("precision", "int8", "fp32", "fp16");
    String provider = fields.oneOf("provider", "cpu", "cuda");
    return new Profile(
        name,
        files.named(fields, "graph"),
        Precision.valueOf(precision.toUpperCase(Locale.ROOT)),
        Provider.valueOf(provider.toUpperCase(Locale.ROOT)),
        fields.truth("batchInvariant"),
        calibrations);
  }

  private static Calibration calibration(JsonFields head) {
    JsonFields calibration = head.object("calibration");
    double slope = calibration.number("slope");
    if (slope <= 0) {
      throw calibration.refusal("slope", "a number above 0", Double.toString(slope));
    }
    return new Calibration(slope, calibration.number("intercept"), head.fraction("threshold"));
  }

  private Map<Provider, String> defaultProfiles(Map<String, Profile> profiles) {
    JsonFields defaults = root.object("defaultProfiles");
    Map<Provider, String> result = new EnumMap<>(Provider.class);
    for (Provider provider : Provider.values()) {
      String key = provider.name().toLowerCase(Locale.ROOT);
      String name = defaults.optionalText(key).orElse(null);
      if (name == null) {
        continue;
      }
      Profile profile = profiles.get(name);
      if (profile == null || profile.provider() != provider) {
        throw defaults.refusal(key, "the name of a profile whose provider is " + key, name);
      }
      result.put(provider, name);
    }
    if (result.isEmpty()) {
      throw root.refusal("defaultProfiles", "a profile for cpu or cuda", "none");
    }
    return Collections.unmodifiableMap(result);
  }

  private TextNormaliser normaliser(BundleFiles files) {
    JsonFields normalisation = root.object("normalization");
    normalisation.oneOf("name", NormalisationTables.NAME);
    String unicode = normalisation.oneOf("unicodeVersion", NormalisationTables.unicodeVersion());
    Path tables = files.named(normalisation, "file");
    return NormalisationTables.read(JsonFields.parse(tables, BundleFiles.content(tables)), unicode);
  }

  private TrainingTexts trainingTexts(BundleFiles files) {
    JsonFields texts = root.object("trainingTexts");
    texts.oneOf("hash", "sha256-64");
    long count = texts.integer("count", 0, Integer.MAX_VALUE / Long.BYTES);
    Path hashes = files.named(texts, "file");
    return TrainingTexts.read(hashes, BundleFiles.content(hashes), count);
  }
}
