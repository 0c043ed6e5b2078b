package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.Label;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Provider;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {

  @Test
  void shouldCountLabelsAndDifferencesOfWhatBothScored() {
    Outcome rejected = new Rejection(Rejection.Reason.UNSCORABLE);

    Agreement agreement =
        Agreement.of(
            List.of(verdict(0.9, 0.1), verdict(0.55, 0.1), verdict(0.2, 0.3), rejected),
            List.of(verdict(0.9, 0.1), verdict(0.45, 0.1), verdict(0.21, 0.7), rejected));

    assertThat(agreement.scored()).isEqualTo(3);
    assertThat(agreement.unscored()).isEqualTo(1);
    assertThat(agreement.equalLabels()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(agreement.equalBits()).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(agreement.largestDifference()).isCloseTo(0.4, within(1e-9));
    assertThat(agreement.p99Difference()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void shouldGiveOutcomesInTheOrderOfTheTextsWhateverTheBatchesAre() {
    List<String> texts = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    Numbers numbers = new Numbers();
    BatchedScores scores = new BatchedScores(numbers, texts, 4);

    List<Outcome> alone = scores.alone();
    numbers.sizes.clear();
    List<Outcome> batched = scores.inRandomBatches();

    assertThat(batched).isEqualTo(alone);
    assertThat(numbers.sizes).hasSizeGreaterThan(3).anyMatch(size -> size > 20);
    assertThat(numbers.sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
  }

  private static Verdict verdict(double spam, double political) {
    Label label = spam >= 0.5 ? Label.SPAM : Label.HAM;
    return new Verdict(label, spam, OptionalDouble.of(political), 0.5, 10, false);
  }

  /** Takes a text for a probability in thousandths. */
  private static final class Numbers implements Classifier {

    private final List<Integer> sizes = new ArrayList<>();

    @Override
    public List<Outcome> classify(List<String> texts) {
      sizes.add(texts.size());
      return texts.stream().<Outcome>map(text -> verdict(Integer.parseInt(text) / 1e3, 0)).toList();
    }

    @Override
    public ModelIdentity model() {
      return new ModelIdentity("numbers", "0.0.0", "0".repeat(64), "none", Provider.CPU);
    }

    @Override
    public int maxCharacters() {
      return 100;
    }

    @Override
    public void close() {}
  }
}
