package io.smsieve.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.Fuzzing;
import org.junit.jupiter.api.Test;

class NormaliserTargetTest {

  @Test
  void shouldKeepItsRulesWhateverTheText() {
    assertThat(Fuzzing.run(NormaliserTarget.seeds(), NormaliserTarget::fuzzerTestOneInput))
        .isGreaterThan(1000);
  }
}
