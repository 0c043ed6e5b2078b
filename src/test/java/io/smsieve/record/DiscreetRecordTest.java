package io.smsieve.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.Messages;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscreetRecordTest {

  private static final IncomingSms MESSAGE = Messages.of("m-17", "Meet me at the ferry");

  @Test
  void shouldShowNeitherTextNorNumbersNorAttributes() {
    assertThat(MESSAGE.toString())
        .isEqualTo(
            "IncomingSms{id=m-17, sender=hidden, recipient=hidden, text=hidden,"
                + " receivedAt=2026-01-02T03:04:05.678Z, attributes=hidden}");
  }

  @Test
  void shouldSayWhatIsNull() {
    assertThat(Messages.of("m-17", null).toString()).contains("text=null");
  }

  @Test
  void shouldHideTextsInRecordsWithin() {
    LabelledSms labelled =
        LabelledSms.newBuilder()
            .setMessage(MESSAGE)
            .setLabel(Label.SPAM)
            .setSpamProbability(0.75)
            .setThreshold(0.5)
            .setTokens(9)
            .setTruncated(false)
            .setPredictor(new Predictor("tiny", "1.0.0", "cpu", "00", Provider.CPU))
            .setSourceTopic("sms.incoming")
            .setSourcePartition(1)
            .setSourceOffset(2)
            .setLabelledAt(Instant.EPOCH)
            .build();

    assertThat(labelled.toString())
        .contains("label=SPAM", "spamProbability=0.75", "name=tiny", "id=m-17")
        .doesNotContain("ferry")
        .doesNotContain("+1555");
  }

  @Test
  void shouldHideTheTextOfAnExample() {
    LabelledExample example =
        new LabelledExample(
            "e1", "Meet me at the ferry", true, null, "own", Map.of("k", "v"), Instant.EPOCH);

    assertThat(example.toString()).contains("id=e1", "spam=true").doesNotContain("ferry");
  }
}
