package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpTopicsTest {

  @Test
  void shouldTellTheLauncherPartitionsAndSizes() {
    assertThat(UpTopics.specifications(3))
        .containsExactly(
            "sms.incoming:3:max.message.bytes=1048588",
            "sms.spam:3:max.message.bytes=2097152",
            "sms.ham:3:max.message.bytes=2097152",
            "sms.dead-letter:3:max.message.bytes=2097152",
            "sms.evaluation:3:max.message.bytes=1048588",
            "sms.accuracy:1:cleanup.policy=compact",
            "sms.traffic:1:cleanup.policy=compact");
  }
}
