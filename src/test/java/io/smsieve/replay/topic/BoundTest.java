package io.smsieve.replay.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void shouldReadEveryForm() {
    assertThat(Bound.parse("beginning", NOW)).isEqualTo(new Bound.Beginning());
    assertThat(Bound.parse("end", NOW)).isEqualTo(new Bound.End());
    assertThat(Bound.parse("17", NOW)).isEqualTo(new Bound.Offset(17));
    assertThat(Bound.parse("0:17,3:4", NOW)).isEqualTo(new Bound.Offsets(Map.of(0, 17L, 3, 4L)));
    assertThat(Bound.parse("2026-03-01T00:00:00Z", NOW))
        .isEqualTo(new Bound.Time(Instant.parse("2026-03-01T00:00:00Z")));
    assertThat(Bound.parse("-24h", NOW))
        .isEqualTo(new Bound.Time(Instant.parse("2026-03-01T10:00:00Z")));
    assertThat(Bound.parse("-2d", NOW))
        .isEqualTo(new Bound.Time(Instant.parse("2026-02-28T10:00:00Z")));
  }

  @Test
  void shouldSayWhatIsExpectedOfAnythingElse() {
    for (String text : new String[] {"", "yesterday", "-1", "0:1,0:2", "1:", "2026-03-01"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Bound.parse(text, NOW))
          .withMessageStartingWith("expected ");
    }
  }
}
