package io.smsieve.classify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole bundle loads; one that is damaged in one place is refused with that place. */
class ModelBundleTest {

  private static final Path TINY = Path.of("model/bundles/tiny");

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.list(TINY)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void shouldLoadAWholeBundle() throws IOException {
    ModelBundle bundle = ModelBundle.load(folder);

    assertThat(bundle.heads()).extracting(Head::name).containsExactly("spam", "political");
    assertThat(bundle.info().hash())
        .isEqualTo(Sha256.hex(Files.readAllBytes(folder.resolve("bundle.json"))));
    assertThat(bundle.trainingTexts().count()).isPositive();
    assertThat(bundle.trainedOn("a text that nobody trained on, 8714512")).isFalse();
  }

  @Test
  void shouldRefuseAFileWithOtherContentOfTheSameSize() throws IOException {
    byte[] content = Files.readAllBytes(folder.resolve("weights.bin"));
    content[content.length / 2] ^= 1;
    Files.write(folder.resolve("weights.bin"), content);

    assertRefused("weights.bin", "sha256", "expected", "found", "fresh copy");
  }

  @Test
  void shouldRefuseAFileThatIsMissingOrCut() throws IOException {
    Files.write(folder.resolve("training-texts.bin"), new byte[8]);
    assertRefused("training-texts.bin", "size", "found 8 bytes");
    Files.delete(folder.resolve("training-texts.bin"));
    assertRefused("training-texts.bin", "found none");
  }

  @Test
  void shouldRefuseALinkOutOfTheFolder() throws IOException {
    Path weights = folder.resolve("weights.bin");
    Files.delete(weights);
    Files.createSymbolicLink(weights, TINY.resolve("weights.bin").toAbsolutePath());

    assertRefused("weights.bin", "inside the bundle's folder");
  }

  @Test
  void shouldRefuseEachFieldThatDoesNotMatch() throws IOException {
    List<String[]> damages =
        List.of(
            new String[] {"\"formatVersion\": 1", "\"formatVersion\": 2", "formatVersion"},
            new String[] {"\"sequence-classification\"", "\"causal-lm\"", "task"},
            new String[] {"\"tailTokens\": 23", "\"tailTokens\": 24", "maxTokens"},
            new String[] {"\"vocabulary\": 4000", "\"vocabulary\": 4001", "vocabulary"},
            new String[] {"\"15.1.0\"", "\"16.0.0\"", "unicodeVersion"},
            new String[] {"\"other\"", "\"ham\"", "heads"},
            new String[] {"\"threshold\": 0.5", "\"threshold\": 1.5", "threshold"},
            new String[] {"\"graph\": \"cpu-int8.onnx\"", "\"graph\": \"../x.onnx\"", "graph"},
            new String[] {"\"cuda\": \"gpu-fp16\"", "\"cuda\": \"cpu-int8\"", "defaultProfiles"},
            new String[] {"\"sha256-64\"", "\"md5\"", "trainingTexts.hash"},
            new String[] {"\"name\": \"logits\"", "\"name\": \"scores\"", "graph.output.name"});
    String whole = Files.readString(folder.resolve("bundle.json"));
    for (String[] damage : damages) {
      assertThat(whole).contains(damage[0]);
      Files.writeString(folder.resolve("bundle.json"), whole.replace(damage[0], damage[1]));
      assertRefused("bundle.json", damage[2], "expected", "found");
    }
  }

  /** Python's json and others write what is not ASCII so, an emoji as two halves. */
  @Test
  void shouldLoadATokenizerWhoseWordsAreEscaped() throws IOException {
    Path tokenizer = folder.resolve("tokenizer.json");
    String plain = Files.readString(tokenizer);
    String escaped =
        plain
            .codePoints()
            .mapToObj(point -> point < 128 ? Character.toString(point) : escaped(point))
            .collect(Collectors.joining());
    assertThat(escaped).contains("\\ud83d\\ude");
    replaceTokenizer(escaped.getBytes(US_ASCII));

    assertThat(ModelBundle.load(folder).tokenizer().vocabulary()).isEqualTo(4000);
  }

  @Test
  void shouldRefuseATokenizerThatDoesWhatTheApplicationDoesNot() throws IOException {
    List<String[]> changes =
        List.of(
            new String[] {"\"BertNormalizer\"", "\"NFC\"", "normalizer.type"},
            new String[] {"\"BertPreTokenizer\"", "\"Whitespace\"", "pre_tokenizer.type"},
            new String[] {"\"WordPiece\"", "\"BPE\"", "model.type"},
            new String[] {"\"unk_token\":\"[UNK]\"", "\"unk_token\":\"<x>\"", "model.unk_token"});
    String whole = Files.readString(folder.resolve("tokenizer.json"));
    for (String[] change : changes) {
      String changed = whole.replace(change[0], change[1]);
      assertThat(changed).isNotEqualTo(whole);
      replaceTokenizer(changed.getBytes(UTF_8));
      assertRefused("tokenizer.json", change[2], "expected", "found");
    }
  }

  private void replaceTokenizer(byte[] content) throws IOException {
    Path tokenizer = folder.resolve("tokenizer.json");
    Path manifest = folder.resolve("bundle.json");
    byte[] old = Files.readAllBytes(tokenizer);
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replace(Sha256.hex(old), Sha256.hex(content))
            .replace("\"size\": " + old.length, "\"size\": " + content.length));
    Files.write(tokenizer, content);
  }

  private static String escaped(int point) {
    return Character.toString(point)
        .chars()
        .mapToObj(half -> String.format("\\u%04x", half))
        .collect(Collectors.joining());
  }

  @Test
  void shouldRefuseAFileThatIsNotUtf8() throws IOException {
    Files.write(folder.resolve("bundle.json"), new byte[] {'{', '"', (byte) 0xff, '"', '}'});

    assertRefused("bundle.json", "expected JSON in UTF-8");
  }

  @Test
  void shouldRefuseAFolderWithoutAManifestAndOneThatIsNotJson() throws IOException {
    Files.writeString(folder.resolve("bundle.json"), "{\"name\": ");
    assertRefused("bundle.json", "line 1", "expected JSON");
    Files.delete(folder.resolve("bundle.json"));
    assertRefused("bundle.json", "name a folder with bundle.json");
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> ModelBundle.load(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContainingAll(parts);
  }
}
