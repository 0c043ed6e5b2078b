package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSpecTest {

  @Test
  void shouldReadNameAndPartitionsWhenThatIsAll() {
    TopicSpec topic = TopicSpec.parse("sms.incoming:12");

    assertThat(topic.name()).isEqualTo("sms.incoming");
    assertThat(topic.partitions()).isEqualTo(12);
    assertThat(topic.configs()).isEmpty();
  }

  @Test
  void shouldKeepCommasAndColonsInValuesWhenConfigsAreGiven() {
    TopicSpec topic = TopicSpec.parse("a:1:cleanup.policy=compact,delete,x=1:*,y=b=c");

    assertThat(topic.configs())
        .containsExactly(
            entry("cleanup.policy", "compact,delete"), entry("x", "1:*"), entry("y", "b=c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:1", "a:2:cleanup.policy=compact,delete,retention.ms=5"})
  void shouldReadWhatItWroteWhenFormatted(String text) {
    assertThat(TopicSpec.parse(text).format()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a:", "a:0", "a:-1", "a:x", ":1", "a b:1", "..:1", "a:1:", "a:1:x"})
  void shouldRefuseWhenFormIsWrong(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TopicSpec.parse(text));
  }
}
