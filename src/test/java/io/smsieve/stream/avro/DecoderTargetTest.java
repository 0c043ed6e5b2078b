package io.smsieve.stream.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.Fuzzing;
import org.junit.jupiter.api.Test;

class DecoderTargetTest {

  @Test
  void shouldRefuseOrReadTheSameAgainWhateverTheBytes() {
    assertThat(Fuzzing.run(DecoderTarget.seeds(), DecoderTarget::fuzzerTestOneInput))
        .isGreaterThan(1000);
  }
}
