package io.smsieve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinsTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.1, 0.9, 1.0 / 3, 0.6180339887498949, 1e-9, 1 - 1e-9})
  void shouldTellTheLabelFromTheBinWhateverTheThreshold(double threshold) {
    Bins bins = Bins.around(threshold);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double score = i % 2 == 0 ? random.nextDouble() : nudged(threshold, random);
      assertThat(bins.of(score) >= bins.below()).isEqualTo(score >= threshold);
    }
    assertThat(bins.of(threshold)).isEqualTo(bins.below());
    assertThat(bins.of(Math.nextDown(threshold))).isEqualTo(bins.below() - 1);
    assertThat(bins.of(0)).isZero();
    assertThat(bins.of(1)).isEqualTo(bins.count() - 1);
  }

  private static double nudged(double threshold, Random random) {
    double near = threshold + (random.nextDouble() - 0.5) * 1e-12;
    return Math.max(0, Math.min(1, near));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.07, 0.93})
  void shouldPutEveryScoreBetweenTheEdgesOfItsBin(double threshold) {
    Bins bins = Bins.around(threshold);
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      double score = i < bins.count() ? bins.edge(i) : random.nextDouble();
      int bin = bins.of(score);
      assertThat(score).isGreaterThanOrEqualTo(bins.edge(bin));
      assertThat(score).isLessThan(bin == bins.count() - 1 ? Math.nextUp(1.0) : bins.edge(bin + 1));
    }
  }

  @Test
  void shouldMoveAnotherThresholdToTheNearestEdge() {
    Bins bins = Bins.around(0.5);
    assertThat(bins.firstSpam(0.5)).isEqualTo(50);
    assertThat(bins.firstSpam(0.304)).isEqualTo(30);
    assertThat(bins.firstSpam(0.306)).isEqualTo(31);
    assertThat(bins.firstSpam(0)).isZero();
    assertThat(bins.firstSpam(1)).isEqualTo(100);
  }

  @Test
  void shouldRefuseWhatIsNoScore() {
    Bins bins = Bins.around(0.5);
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> bins.of(bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Bins.around(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
