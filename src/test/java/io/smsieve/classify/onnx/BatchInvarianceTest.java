package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text gets does not depend on the texts beside it: the same bits, on the CPU. */
class BatchInvarianceTest {

  private static final ModelBundle TINY = ModelBundle.load(Path.of("model/bundles/tiny"));
  private static final OnnxOptions CPU = OnnxOptions.defaults().withProvider(ProviderChoice.CPU);
  private static final String[] WORDS = {
    "win", "cash", "lunch?", "Привет", "काम", "vote", "now!", "bit.ly/x", "ok", "票", "🙂", "\ud800"
  };

  /** Rows alone (products of one row have kernels of their own) against rows of equal length. */
  @ParameterizedTest
  @ValueSource(strings = {"cpu-int8", "cpu-fp32"})
  void shouldGiveARowTheSameLogitsInEveryBatchOfItsLength(String name) throws RowsFailedException {
    Random random = new Random(17);
    Profile profile = TINY.profiles().get(name);
    SessionOpener opener = new SessionOpener(TINY, CPU);
    try (ScoringSession session = opener.open(profile).session()) {
      for (int length : new int[] {3, 4, 7, 8, 15, 16, 17, 31, 33, 64, 95, 96}) {
        List<TokenisedText> rows = rows(length, 40, random);
        for (int at = 0; at < rows.size(); ) {
          int to = Math.min(rows.size(), at + 1 + random.nextInt(16));
          float[] together = session.logits(rows.subList(at, to));
          int heads = TINY.heads().size();
          for (int i = at; i < to; i++) {
            float[] alone = session.logits(rows.subList(i, i + 1));
            for (int head = 0; head < heads; head++) {
              assertThat(Float.floatToRawIntBits(together[(i - at) * heads + head]))
                  .as("%s, %s tokens, %s rows", name, length, to - at)
                  .isEqualTo(Float.floatToRawIntBits(alone[head]));
            }
          }
          at = to;
        }
      }
    }
  }

  /** Random polls, cut at random: the same outcomes in the same order, whatever the bounds are. */
  @ParameterizedTest
  @CsvSource({"cpu-int8, 1", "cpu-int8, 2", "cpu-fp32, 3"})
  void shouldGiveTheSameOutcomesHoweverAPollIsCut(String name, int seed) {
    assertThat(TINY.profiles().get(name).batchInvariant()).isTrue();
    Random random = new Random(seed);
    try (Classifier classifier = OnnxClassifier.open(TINY, CPU.withProfile(name));
        Classifier other =
            OnnxClassifier.open(
                TINY, CPU.withProfile(name).withBatch(100, 3).withCpuThreads(3 * seed))) {
      for (int round = 0; round < 5; round++) {
        List<String> poll = poll(150, random);
        List<Outcome> whole = classifier.classify(poll);
        List<Outcome> parts = new ArrayList<>();
        while (parts.size() < poll.size()) {
          int to = Math.min(poll.size(), parts.size() + 1 + random.nextInt(60));
          Classifier one = random.nextBoolean() ? classifier : other;
          parts.addAll(one.classify(poll.subList(parts.size(), to)));
        }
        assertThat(parts).isEqualTo(whole);
      }
    }
  }

  private static List<TokenisedText> rows(int length, int count, Random random) {
    List<TokenisedText> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] ids = random.ints(length, 4, TINY.tokenizer().vocabulary()).toArray();
      ids[0] = TINY.limits().clsId();
      ids[length - 1] = TINY.limits().sepId();
      rows.add(new TokenisedText(ids, length, false));
    }
    return rows;
  }

  private static List<String> poll(int count, Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i > 0 && random.nextInt(5) == 0) {
        texts.add(texts.get(random.nextInt(i)));
        continue;
      }
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(80); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      texts.add(random.nextInt(30) == 0 ? null : text.toString());
    }
    return texts;
  }
}
