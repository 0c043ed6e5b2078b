package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.classify.BundleException;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.testing.TinyBundle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to a bundle's files does not reach a model that is open. */
class GraphFilesTest {

  private static final OnnxOptions CPU = OnnxOptions.defaults().withProvider(ProviderChoice.CPU);
  private static final List<String> TEXTS =
      List.of("See you at noon", "Claim your prize now, reply YES", "A ".repeat(90));

  @TempDir Path folder;

  @Test
  void shouldGiveTheSameScoresAfterTheWeightsWereOverwrittenOrCutInPlace() throws IOException {
    Path bundle = TinyBundle.copy("smsieve-minilm", folder.resolve("bundle"));
    Path weights = bundle.resolve("weights.bin");
    try (Classifier classifier = OnnxClassifier.open(ModelBundle.load(bundle), CPU)) {
      List<Outcome> before = classifier.classify(TEXTS);

      Files.write(weights, new byte[(int) Files.size(weights)], StandardOpenOption.WRITE);
      assertThat(classifier.classify(TEXTS)).isEqualTo(before);

      try (FileChannel file = FileChannel.open(weights, StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
      assertThat(classifier.classify(TEXTS)).isEqualTo(before);
    }
  }

  @Test
  void shouldRefuseAFileThatChangedAfterTheBundleWasRead() throws IOException {
    Path copy = TinyBundle.copy("tiny", folder.resolve("bundle"));
    ModelBundle bundle = ModelBundle.load(copy);
    Files.write(copy.resolve("weights.bin"), new byte[1], StandardOpenOption.WRITE);

    assertThatThrownBy(() -> OnnxClassifier.open(bundle, CPU))
        .isInstanceOf(BundleException.class)
        .hasMessageContainingAll("weights.bin", "sha256", "fresh copy");
  }

  @Test
  void shouldLeaveNoCopyBehind() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    ModelBundle bundle = ModelBundle.load(Path.of("model/bundles/tiny"));
    Path copy;
    try (GraphFiles files = GraphFiles.of(bundle)) {
      copy = files.of(bundle.tokenizer().file()).getParent();
      assertThat(copy).isDirectory().hasParent(temporary);
      try (Stream<Path> copied = Files.list(copy)) {
        assertThat(copied.filter(file -> !file.endsWith(Leftovers.LOCK)))
            .hasSameSizeAs(bundle.files());
      }
    }
    assertThat(copy).doesNotExist();
  }
}
