package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageIdsTest {

  private final MessageIds ids = new MessageIds("up-abc-7");

  @Test
  void shouldFindTheNumberOfItsOwn() {
    assertThat(ids.indexOf(ids.of(42))).hasValue(42);
  }

  @Test
  void shouldNotTakeOthersForItsOwn() {
    assertThat(ids.indexOf(new MessageIds("up-abc-71").of(3))).isEmpty();
    assertThat(ids.indexOf("up-abc-7-x")).isEmpty();
    assertThat(ids.indexOf("up-abc-7-")).isEmpty();
    assertThat(ids.indexOf("")).isEmpty();
  }
}
