package io.smsieve.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.cli.CommandFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

  @Test
  void shouldReadRowsAndTokens() {
    Shape shape = Shape.parse("2048x32");

    assertThat(shape).isEqualTo(new Shape(2048, 32));
    assertThat(shape.step()).isEqualTo("bareLoop.2048x32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "64x", "x32", "0x32", "64x1", "-1x32", "64*32", "9999999x32"})
  void shouldSayWhatWasExpectedWhenItIsNoShape(String option) {
    assertThatThrownBy(() -> Shape.parse(option))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(
            "--shape: expected ROWSxTOKENS with 2 tokens or more, such as 64x32, found " + option);
  }
}
