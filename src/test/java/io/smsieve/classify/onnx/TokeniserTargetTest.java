package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.Fuzzing;
import org.junit.jupiter.api.Test;

class TokeniserTargetTest {

  @Test
  void shouldGiveTheReferencesIdsWhateverTheTextAndItsNeighbours() {
    assertThat(Fuzzing.run(TokeniserTarget.seeds(), TokeniserTarget::fuzzerTestOneInput))
        .isGreaterThan(100);
  }
}
